import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Empty } from '@/ui/Empty';

export function MissingPage() {
  const navigate = useNavigate();
  return (
    <Empty
      title="There is no such page"
      action={<Button onClick={() => navigate({ to: '/' })}>Go to your work</Button>}
    >
      The address may be old or mistyped.
    </Empty>
  );
}
