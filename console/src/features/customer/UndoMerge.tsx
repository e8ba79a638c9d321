import { Button } from '@mantine/core';
import { useUndoMerge } from '@/api/customers';
import { usePermission } from '@/api/session';
import { nameOf } from '@/ui/nameOf';
import { sayDone, sayFault } from '@/ui/say';

/** Makes two customers of one again; each has what they had, and the survivor what came since. */
export function UndoMerge({ mergeId }: { mergeId: string }) {
  const undo = useUndoMerge();
  const may = usePermission();
  if (!may('customers.merge')) return null;
  const press = () =>
    undo.mutate(mergeId, {
      onSuccess: (restored) => sayDone(`${nameOf(restored)} has their own record again.`),
      onError: sayFault,
    });
  return (
    <Button variant="default" size="compact-xs" loading={undo.isPending} onClick={press}>
      Undo
    </Button>
  );
}
