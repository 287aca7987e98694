import { expect, test } from './hosts/fixture.ts';

test('the app opens unenrolled, under its own name, and nothing of it breaks its own policy', async ({
  device,
  page,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const face = await device.open();
  await expect(face.locator('meta[name="application-name"]')).toHaveAttribute('content', 'Fairdesk');
  await expect(face.getByRole('button').first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test('the app opens enrolled, and tells so in a terminal', async ({ central, device }) => {
  await central.start();
  await device.open({ central: central.address(), code: await central.code() });
  const status = await device.status();
  expect(status).toMatchObject({ enrolled: true, waiting: 0, deadLetters: 0 });
});

test('a device killed and opened again is the same device', async ({ central, device }) => {
  await central.start();
  await device.open({ central: central.address(), code: await central.code() });
  const { deviceId } = await device.status();
  await device.kill();
  await device.open();
  expect((await device.status()).deviceId).toBe(deviceId);
});
