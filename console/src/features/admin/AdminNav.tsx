import { Link } from '@tanstack/react-router';
import { usePermission } from '@/api/session';
import classes from './AdminNav.module.css';
import { sections } from './sections';

/** The sections this person may change. */
export function AdminNav() {
  const may = usePermission();
  return (
    <nav className={classes.nav} aria-label="Admin">
      <h1 className={classes.title}>Admin</h1>
      {sections.map((group) => {
        const shown = group.sections.filter((section) => may(section.needs));
        if (shown.length === 0) return null;
        return (
          <div key={group.title} className={classes.group}>
            <div className={classes.label}>{group.title}</div>
            {shown.map(({ name, label, icon: Icon }) => (
              <Link
                key={name}
                to="/admin/$section"
                params={{ section: name }}
                className={classes.link}
                activeProps={{ className: classes.active }}
              >
                <Icon size={16} stroke={1.7} aria-hidden="true" />
                {label}
              </Link>
            ))}
          </div>
        );
      })}
    </nav>
  );
}
