import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { usePermission } from '@/api/session';
import { useWatch } from '@/live/LineProvider';
import { useFlush } from '@/live/useFlush';
import { KeySheet } from '@/ui/KeySheet';
import { useKeys } from '@/ui/keyboard';
import { Loading } from '@/ui/Loading';
import { ActSheet } from './ActSheet';
import { DownBanner } from './DownBanner';
import { desktopKeys } from './desktopKeys';
import { openPalette } from './openPalette';
import { Rail } from './Rail';
import classes from './Shell.module.css';
import { SurgeBanner } from './SurgeBanner';
import { TopBar } from './TopBar';

const Palette = lazy(() => import('./Palette').then((module) => ({ default: module.Palette })));

/** The frame all screens share: rail, top bar, and the page between. */
export function Shell() {
  const [keysShown, showKeys] = useState(false);
  const [searched, setSearched] = useState(false);
  const may = usePermission();
  const search = () => {
    setSearched(true);
    void openPalette();
  };
  useFlush();
  useWatch(may('board.read') ? 'board' : null);
  useKeys({ 'Ctrl+K': search, '?': () => showKeys(true) });
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to work
      </a>
      <Rail />
      <TopBar onSearch={search} onKeys={() => showKeys(true)} />
      <main className={classes.main} id="main">
        <DownBanner />
        <SurgeBanner />
        <div className={classes.page}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </div>
      </main>
      {searched && (
        <Suspense>
          <Palette />
        </Suspense>
      )}
      <ActSheet />
      <KeySheet opened={keysShown} onClose={() => showKeys(false)} groups={desktopKeys} />
    </div>
  );
}
