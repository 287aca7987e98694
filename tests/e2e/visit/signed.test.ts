/** A right in American Sign Language, where a pack has it. */
import type { Page } from '@playwright/test';
import type { Reply } from '../../../src/shared/bridge.ts';
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from './visitor.ts';

/** No videos ship with the app: the desk's answers get one on their way to the page. */
async function withVideo(page: Page, video: () => string): Promise<void> {
  await page.route('**/api/call', async (route) => {
    const { name } = route.request().postDataJSON() as { name: string };
    if (name === 'media.sign') {
      const captions = { mediaType: 'text/vtt', base64: btoa('WEBVTT\n\n00:00.000 --> 00:09.000\nRespect\n') };
      const files = { video: { mediaType: 'video/webm', base64: video() }, captions };
      return route.fulfill({ json: { ok: true, value: { ok: true, value: files } } });
    }
    if (name !== 'face.open') return route.continue();
    const response = await route.fetch();
    const reply = (await response.json()) as Reply<'face.open'>;
    if (!reply.ok) throw new Error('the face did not open');
    const rights = reply.value.catalogue.rights.groups.flatMap((group) => group.rights);
    const value = { ...reply.value, media: { audio: [], sign: [`rights.${rights[0]}`] } };
    return route.fulfill({ response, json: { ...reply, value } });
  });
}

/** Half a second of nothing in particular, as this browser itself records it. */
function filmed(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.start();
    const began = performance.now();
    await new Promise<void>((resolve) => {
      const draw = () => {
        canvas.getContext('2d')?.fillRect(Math.random() * 300, Math.random() * 150, 20, 20);
        if (performance.now() - began > 500) resolve();
        else requestAnimationFrame(draw);
      };
      draw();
    });
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  });
}

test('a right that a pack has in sign language is watched with captions, without sound, when it is told to play', async ({
  device,
  page,
}) => {
  let video = '';
  await withVideo(page, () => video);
  await device.open();
  video = await filmed(page);
  const visitor = new Visitor(page, 'es');
  const { rights } = visitor.text.rights;
  const [first, second] = Object.values(rights);
  await visitor.chooseLanguage();
  await visitor.touch(visitor.tile(visitor.word('home.rights')));
  await visitor.touch(visitor.tile(first?.title ?? ''));
  await visitor.touch(visitor.button(visitor.word('sign.watch')));
  await expect(visitor.title()).toHaveText(first?.title ?? '');

  const film = page.locator('video');
  const state = () =>
    film.evaluate((node: HTMLVideoElement) => ({
      began: node.played.length > 0,
      muted: node.muted,
      captions: node.textTracks[0]?.mode,
      cues: node.textTracks[0]?.cues?.length,
    }));
  await expect.poll(state).toEqual({ began: false, muted: true, captions: 'showing', cues: 1 });
  await visitor.touch(visitor.button(visitor.word('sign.play')));
  await expect.poll(async () => (await state()).began).toBe(true);
  // To its end, and once more.
  await expect(visitor.button(visitor.word('sign.play'))).toBeVisible();
  await visitor.touch(visitor.button(visitor.word('sign.again')));
  await expect(visitor.button(visitor.word('sign.play'))).toBeVisible();

  await visitor.touch(visitor.button(visitor.word('common.back')));
  await visitor.touch(visitor.button(visitor.word('rights.nextRight')));
  await expect(visitor.title()).toHaveText(second?.title ?? '');
  await expect(visitor.button(visitor.word('sign.watch'))).toHaveCount(0);
});
