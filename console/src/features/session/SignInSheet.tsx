import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { keys } from '@/api/keys';
import { useLine } from '@/live/LineProvider';
import { flush } from '@/live/outbox';
import { SignInForm } from './SignInForm';

type Props = { opened: boolean; email: string; onSignedIn: () => void };

/** Signs in again in place: what stands on the screen, typed text too, stays as it is behind the sheet. */
export function SignInSheet({ opened, email, onSignedIn }: Props) {
  const cache = useQueryClient();
  const line = useLine();
  const back = () => {
    onSignedIn();
    line.tryNow();
    void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
    void flush(cache);
  };
  return (
    <Modal
      opened={opened}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="Your session has ended. Sign in again; nothing is lost."
    >
      <SignInForm email={email} onSignedIn={back} />
    </Modal>
  );
}
