import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './LineDrawer.module.css';

type Props = { title: string; side: 'left' | 'right'; size: number; onClose: () => void; children: ReactNode };

/** A drawer as high as the window, for a line of work above what can be done with it. */
export function LineDrawer({ title, side, size, onClose, children }: Props) {
  return (
    <Drawer
      opened
      onClose={onClose}
      position={side}
      size={size}
      title={title}
      classNames={{ content: classes.content, title: classes.title, body: classes.body }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {children}
    </Drawer>
  );
}
