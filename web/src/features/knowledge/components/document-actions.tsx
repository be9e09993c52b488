import { MoreHorizontal, RotateCw, Trash2 } from "lucide-react";
import type { Document } from "@/api/types";
import { IconButton } from "@/components/button";
import { Menu, MenuItem } from "@/components/menu";
import { useDeleteDocument, useReprocess } from "../api/documents";

export function DocumentActions({ document, onDeleted }: { document: Document; onDeleted?: () => void }) {
  const remove = useDeleteDocument();
  const reprocess = useReprocess();
  return (
    <Menu
      trigger={
        <IconButton label={`Actions for ${document.title}`}>
          <MoreHorizontal aria-hidden className="size-4" />
        </IconButton>
      }
    >
      <MenuItem icon={<RotateCw aria-hidden />} onSelect={() => reprocess.mutate(document.id)}>
        Process again
      </MenuItem>
      <MenuItem
        danger
        icon={<Trash2 aria-hidden />}
        onSelect={() => {
          remove(document);
          onDeleted?.();
        }}
      >
        Delete
      </MenuItem>
    </Menu>
  );
}
