import { IconAlertTriangle } from '@tabler/icons-react';
import type { Board } from '@/api/types';
import { Empty } from '@/ui/Empty';
import { Scroll } from '@/ui/Scroll';
import { Tag } from '@/ui/Tag';
import { Timer } from '@/ui/Timer';
import classes from './AlertList.module.css';

/** What needs somebody now; an alert goes when its cause does. */
export function AlertList({ alerts }: { alerts: Board['alerts'] }) {
  return (
    <>
      <header className={classes.head}>
        <h2 className={classes.title}>Alerts</h2>
        {alerts.length > 0 && <Tag tone="bad">{alerts.length} open</Tag>}
      </header>
      {alerts.length === 0 ? (
        <Empty title="Nothing needs you" />
      ) : (
        <Scroll label="Alerts">
          <ul className={classes.list}>
            {alerts.map((alert) => (
              <li key={`${alert.kind}-${alert.subject.id}`} className={classes.alert}>
                <IconAlertTriangle size={16} stroke={1.8} aria-hidden="true" />
                <span className={classes.text}>{alert.text}</span>
                <Timer since={alert.since} long />
              </li>
            ))}
          </ul>
        </Scroll>
      )}
    </>
  );
}
