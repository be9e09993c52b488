/** Runs `work` while no other tab of this site runs work of the same name. Without Web Locks (no https, older
 * browsers) it simply runs: the server's client ids still keep a message from being there twice. */
export async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return work();
  let result: { value: T } | null = null;
  await locks.request(name, async () => {
    result = { value: await work() };
  });
  return (result as unknown as { value: T }).value;
}
