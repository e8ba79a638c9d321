import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import {
  type Icon,
  IconActivity,
  IconHeadset,
  IconLogout,
  IconReportAnalytics,
  IconSettings,
  IconTicket,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMe, usePermission, useSignOut } from '@/api/session';
import { useWork } from '@/api/work';
import { Mark } from '@/ui/Mark';
import { PersonAvatar } from '@/ui/PersonAvatar';
import { sayFault } from '@/ui/say';
import classes from './Rail.module.css';

type Entry = { to: '/' | '/tickets' | '/board' | '/reports' | '/admin'; label: string; icon: Icon; needs: string };

const entries: Entry[] = [
  { to: '/', label: 'Your work', icon: IconHeadset, needs: 'work' },
  { to: '/tickets', label: 'Tickets', icon: IconTicket, needs: 'tickets.read' },
  { to: '/board', label: 'Live board', icon: IconActivity, needs: 'board.read' },
  { to: '/reports', label: 'Reports', icon: IconReportAnalytics, needs: 'board.read' },
  { to: '/admin', label: 'Admin', icon: IconSettings, needs: 'queues.write' },
];

/** The way between screens; shows only what this person may open. */
export function Rail() {
  const me = useMe();
  const may = usePermission();
  const work = useWork();
  const signOut = useSignOut();
  const unread = work.data?.items.filter((i) => i.unread > 0).length ?? 0;
  return (
    <nav className={classes.rail} aria-label="Main">
      <span className={classes.mark}>
        <Mark />
      </span>
      {entries
        .filter((entry) => may(entry.needs))
        .map((entry) => (
          <RailLink key={entry.to} {...entry} count={entry.to === '/' ? unread : 0} />
        ))}
      <span className={classes.space} />
      <Menu position="right-end">
        <Menu.Target>
          <UnstyledButton className={classes.me} aria-label={`${me.name}, your account`}>
            <PersonAvatar name={me.name} state={work.data?.person_state.state} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{me.name}</Menu.Label>
          <Menu.Item
            leftSection={<IconLogout size={16} />}
            onClick={() => signOut.mutate(undefined, { onError: sayFault })}
          >
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}

function RailLink({ to, label, icon: Icon, count }: Entry & { count: number }) {
  const name = count > 0 ? `${label}, ${count} unread` : label;
  const look = {
    className: classes.link,
    activeProps: { className: classes.active },
    'aria-label': name,
    children: (
      <>
        <Icon size={19} stroke={1.7} />
        {count > 0 && <span className={classes.pip}>{count}</span>}
      </>
    ),
  };
  return (
    <Tooltip label={label} position="right">
      <Link to={to} {...look} activeOptions={{ exact: to === '/', includeSearch: false }} />
    </Tooltip>
  );
}
