import { Suspense, useEffect, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { laterPart } from '../i18n/laterPart.tsx';
import { Words } from '../i18n/Words.tsx';
import { navigate, withLayer } from '../navigation/location.ts';
import { toPath, type Place } from '../navigation/places.ts';
import { useGo, usePlace } from '../navigation/usePlace.ts';
import { useLastWorkspace } from '../sync/lastChannel.ts';
import { RoostProvider, type RoostCore } from '../sync/roost.ts';
import { useSession, useRetryBoot } from '../sync/session.ts';
import { Announcer } from '../ui/Announcer.tsx';
import { LayerFailed } from '../ui/LayerBoundary.tsx';
import { late } from '../ui/late.tsx';
import { isUnfetched } from '../ui/lazyAgain.tsx';
import { toasts } from '../ui/toastStore.ts';
import { fetchAhead, lazyPart } from './lazyPart.tsx';
import { PaneBoundary } from './PaneBoundary.tsx';
import { Starting } from './Starting.tsx';
import { WorkspaceShell } from './WorkspaceShell.tsx';

// Nobody who is signed in needs these.
const aside = { ahead: false };
const SetupPage = lazyPart(async () => (await import('../features/entry/SetupPage.tsx')).SetupPage, aside);
const SignInPage = lazyPart(async () => (await import('../features/entry/SignInPage.tsx')).SignInPage, aside);
const InvitePage = lazyPart(async () => (await import('../features/entry/InvitePage.tsx')).InvitePage, aside);

const UnknownPlace = lazyPart(async () => (await import('./Notices.tsx')).UnknownPlace, aside);
const NoWorkspace = lazyPart(async () => (await import('./Notices.tsx')).NoWorkspace, aside);
const SessionOver = laterPart(async () => (await import('./Notices.tsx')).SessionOver);
fetchAhead(() => import('./Notices.tsx'));

const ToastRegion = late(async () => (await import('../ui/ToastRegion.tsx')).ToastRegion);

/** The whole client over one connection to one server. */
export function App({ core }: { core: RoostCore }) {
  return (
    <Words>
      <RoostProvider value={core}>
        <Announcer />
        <Toasts />
        <PaneBoundary>
          <Layers>
            <CurrentPage />
          </Layers>
        </PaneBoundary>
      </RoostProvider>
    </Words>
  );
}

function Toasts() {
  const t = useTranslations('app');
  const words = useTranslations('words');
  return <ToastRegion label={t('regionToasts')} dismissLabel={words('dismiss')} />;
}

/** What opens over the page and cannot be fetched says so, and leaves the page as it is. */
function Layers({ children }: { children: ReactNode }) {
  const words = useTranslations('words');
  const tell = (error: unknown) => {
    toasts.show({ id: 'layer', text: words(isUnfetched(error) ? 'unreachable' : 'somethingWrong'), tone: 'danger' });
  };
  return (
    <LayerFailed value={tell}>
      <Suspense>{children}</Suspense>
    </LayerFailed>
  );
}

/** Who one is decides which places are open; everything else follows from the address. */
function CurrentPage(): ReactNode {
  const session = useSession();
  const retry = useRetryBoot();
  const place = usePlace();
  switch (session.state) {
    case 'starting':
      return <Starting unreachable={session.unreachable} onRetry={retry} />;
    case 'setup':
      return place?.at === 'setup' ? <SetupPage /> : <GoTo place={{ at: 'setup' }} />;
    case 'signedOut':
      if (place?.at === 'invite') return <InvitePage code={place.code} />;
      return place?.at === 'signIn' ? <SignInPage /> : <GoTo place={signInFrom(place)} />;
    case 'signedIn':
      return (
        <>
          <SignedIn place={place} />
          {session.over && <SessionOver />}
        </>
      );
  }
}

function SignedIn({ place }: { place: Place | null }): ReactNode {
  const workspace = useLastWorkspace();
  if (!place) return <UnknownPlace />;
  switch (place.at) {
    case 'invite':
      return <InvitePage code={place.code} />;
    case 'signIn':
      return place.next ? <GoToPath path={place.next} /> : <GoTo place={{ at: 'start' }} />;
    case 'setup':
    case 'start':
      if (!workspace) return <NoWorkspace />;
      return <GoTo place={{ at: place.at === 'setup' ? 'enter' : 'home', workspace }} />;
    default:
      return <WorkspaceShell key={place.workspace} place={place} />;
  }
}

/** The way back to where one was, kept in the address. */
function signInFrom(place: Place | null): Place {
  if (!place || place.at === 'start' || place.at === 'setup') return { at: 'signIn' };
  return { at: 'signIn', next: withLayer(toPath(place)) };
}

function GoTo({ place }: { place: Place }): null {
  const go = useGo();
  useEffect(() => go(place, { replace: true }));
  return null;
}

function GoToPath({ path }: { path: string }): null {
  useEffect(() => navigate(path, { replace: true }), [path]);
  return null;
}
