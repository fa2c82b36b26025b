import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

const CONTENT = {
  'default-src': [`'none'`],
  'script-src': [`'self'`],
  'style-src': [`'self'`],
  'img-src': [`'self'`],
  'font-src': [`'self'`],
  'connect-src': [`'self'`],
  'manifest-src': [`'self'`],
  'worker-src': [`'self'`],
  'base-uri': [`'none'`],
  'form-action': [`'none'`],
  'frame-ancestors': [`'none'`],
  'object-src': [`'none'`],
  'require-trusted-types-for': [`'script'`],
  /** The worker that stretches a phrase: the one script a page starts by its address. */
  'trusted-types': ['haven-stretch'],
}

const OFF = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
]
const SELF = ['clipboard-write', 'web-share']
const PERMISSIONS = [...OFF.map(name => `${name}=()`), ...SELF.map(name => `${name}=(self)`)].join(', ')

/** Nothing comes from elsewhere, nothing goes elsewhere. HSTS only where the pages are behind TLS. */
export const addHeaders = async (app: FastifyInstance, isTls: boolean): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    referrerPolicy: { policy: 'no-referrer' },
    hsts: isTls && { maxAge: 63_072_000, includeSubDomains: true },
    originAgentCluster: false,
    dnsPrefetchControl: false,
    frameguard: false,
    ieNoOpen: false,
    permittedCrossDomainPolicies: false,
    xssFilter: false,
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', PERMISSIONS)
    if (request.url.startsWith('/api')) reply.header('cache-control', 'no-store')
  })
}
