import { useLocalRoot } from '@/api/localRoot';
import { Mark } from '@/ui/Mark';
import { SignInForm } from './SignInForm';
import classes from './SignInPage.module.css';

/** The door. */
export function SignInPage() {
  const localRoot = useLocalRoot();
  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <Mark size={30} />
        Switchboard
      </div>
      <div className={classes.form}>
        <h1 className={classes.title}>Sign in to your console</h1>
        <SignInForm />
        {localRoot.data && (
          <p className={classes.root}>
            This desk vouches for itself. To stop the browser's warning on this machine,{' '}
            <a href={localRoot.data} download>
              download its root certificate
            </a>{' '}
            and have the system trust it.
          </p>
        )}
      </div>
    </main>
  );
}
