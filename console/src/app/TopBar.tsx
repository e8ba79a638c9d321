import { ActionIcon, Tooltip, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { Key } from '@/ui/Key';
import { LinkQuality } from './LinkQuality';
import { QueuePulse } from './QueuePulse';
import classes from './TopBar.module.css';

type Props = { onSearch: () => void; onKeys: () => void };

/** Search on the left, the queues' pulse and the line's quality on the right. */
export function TopBar({ onSearch, onKeys }: Props) {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const other = dark ? 'Light theme' : 'Dark theme';
  return (
    <header className={classes.bar}>
      <UnstyledButton className={classes.search} onClick={onSearch}>
        <IconSearch size={15} stroke={1.8} />
        <span className={classes.hint}>Find a customer, ticket, number…</span>
        <Key>Ctrl K</Key>
      </UnstyledButton>
      <span className={classes.space} />
      <QueuePulse />
      <LinkQuality />
      <Tooltip label="Keys">
        <ActionIcon aria-label="Keys" onClick={onKeys}>
          <IconKeyboard size={17} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={other}>
        <ActionIcon aria-label={other} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
          {dark ? <IconSun size={17} stroke={1.7} /> : <IconMoon size={17} stroke={1.7} />}
        </ActionIcon>
      </Tooltip>
    </header>
  );
}
