// Shows a notice that came while no page was open, and leads to its page on this site.
self.addEventListener("push", (event) => {
  const notice = event.data?.json();
  if (!notice) return;
  const { title, body, url, tag } = notice;
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const target = new URL(event.notification.data?.url ?? "/notices", self.location.origin);
  if (target.origin === self.location.origin) event.waitUntil(self.clients.openWindow(target.href));
});
