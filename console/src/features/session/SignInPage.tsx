import { Mark } from '@/ui/Mark';
import { SignInForm } from './SignInForm';
import classes from './SignInPage.module.css';

/** The door. */
export function SignInPage() {
  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <Mark size={30} />
        Switchboard
      </div>
      <div className={classes.form}>
        <h1 className={classes.title}>Sign in to your console</h1>
        <SignInForm />
      </div>
    </main>
  );
}
