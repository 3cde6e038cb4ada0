/** Listens for a new build of the hall; the browser reconnects by itself. */
export function listenForHall(url: string, onBuild: (build: string) => void): () => void {
  const source = new EventSource(url);
  source.addEventListener("hall", (event: MessageEvent<string>) => {
    try {
      const { build } = JSON.parse(event.data) as { build?: string };
      if (build) onBuild(build);
    } catch {
      // A line that is not ours says nothing about the hall.
    }
  });
  return () => {
    source.close();
  };
}
