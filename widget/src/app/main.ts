import { APP_ENTRY } from "../shared/bridge";
import { adopt } from "../shared/element";
import { Chat } from "./chat";
import chatCss from "./chat.css?inline";

window[APP_ENTRY] = (context) => {
  adopt(context.frame.root, chatCss, context.embed.nonce);
  return new Chat(context);
};
