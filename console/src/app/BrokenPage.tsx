import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Empty } from '@/ui/Empty';

/** A part that did not load (after a new release) or broke; drafts are kept, a reload is the way on. */
export function BrokenPage({ error }: ErrorComponentProps) {
  return (
    <Empty
      title="This page could not be shown"
      action={<Button onClick={() => window.location.reload()}>Load it again</Button>}
    >
      Perhaps a new release came out meanwhile. What you wrote is kept. (
      {error instanceof Error ? error.message : String(error)})
    </Empty>
  );
}
