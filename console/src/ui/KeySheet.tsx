import { Modal } from '@mantine/core';
import { Key } from './Key';
import classes from './KeySheet.module.css';

export type KeyGroup = { title: string; keys: [keys: string, does: string][] };

type Props = { opened: boolean; onClose: () => void; groups: KeyGroup[] };

/** Every key, on one sheet. */
export function KeySheet({ opened, onClose, groups }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" size="lg">
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className={classes.title}>{group.title}</h3>
            <dl className={classes.keys}>
              {group.keys.map(([keys, does]) => (
                <div key={keys} className={classes.line}>
                  <dt>
                    <Key>{keys}</Key>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
