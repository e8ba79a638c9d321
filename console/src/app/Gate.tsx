import { Fault } from '@/api/fault';
import { useSession } from '@/api/session';
import { SignInPage } from '@/features/session/SignInPage';
import { SignInSheet } from '@/features/session/SignInSheet';
import { LineProvider } from '@/live/LineProvider';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { Shell } from './Shell';
import { askToSignIn, signedInAgain, useSignedOut } from './signedOut';

/** Lets in who is signed in; asks the others, in place when they were in before. */
export function Gate() {
  const session = useSession();
  const signedOut = useSignedOut();

  if (session.data) {
    return (
      <LineProvider onSignedOut={askToSignIn}>
        <Shell />
        <SignInSheet opened={signedOut} onSignedIn={signedInAgain} />
      </LineProvider>
    );
  }
  if (session.error instanceof Fault && session.error.status === 401) return <SignInPage />;
  if (session.error) return <Failed error={session.error} onRetry={() => void session.refetch()} />;
  return <Loading />;
}
