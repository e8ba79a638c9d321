import { Button, Modal } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useScreen } from '@/api/customers';
import { useAct } from '@/ui/acts';
import { Loading } from '@/ui/Loading';
import { Read } from '@/ui/Read';

const BookForm = lazy(() => import('./BookForm').then((module) => ({ default: module.BookForm })));

type Props = { customerId: string; contactId?: string | null; queueId?: string };

/** Promises a callback to this customer. */
export function BookButton({ customerId, contactId = null, queueId }: Props) {
  const [opened, setOpened] = useState(false);
  const screen = useScreen(customerId, contactId);
  useAct('p', 'Promise a callback', () => setOpened(true));
  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<IconCalendarPlus size={14} />}
        onClick={() => setOpened(true)}
      >
        Book a callback
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Book a callback" size="lg">
        <Read query={screen}>
          {(data) => (
            <Suspense fallback={<Loading />}>
              <BookForm screen={data} contactId={contactId} queueId={queueId} onBooked={() => setOpened(false)} />
            </Suspense>
          )}
        </Read>
      </Modal>
    </>
  );
}
