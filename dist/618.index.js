export const id = 618;
export const ids = [618];
export const modules = {

/***/ 85618:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createAppToken: () => (/* binding */ createAppToken)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _core_time_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3669);
/* harmony import */ var _ports_target_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81914);
/* harmony import */ var _api_url_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23981);
/* harmony import */ var _error_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57611);





/** A token lives for an hour; a new one is had so long before its end. */
const RENEW_BEFORE_MS = 5 * _core_time_js__WEBPACK_IMPORTED_MODULE_1__/* .MINUTE_MS */ .kg;
/** After a renewal that failed, the old token is used as long as it lives, and the next try comes after so long. */
const RETRY_AFTER_MS = 30 * _core_time_js__WEBPACK_IMPORTED_MODULE_1__/* .SECOND_MS */ ._L;
/** GitHub takes no JWT that is valid for more than 10 min, and its clock may be a little behind. */
const JWT_LIFE_MS = 9 * _core_time_js__WEBPACK_IMPORTED_MODULE_1__/* .MINUTE_MS */ .kg;
const JWT_BACKDATE_MS = _core_time_js__WEBPACK_IMPORTED_MODULE_1__/* .MINUTE_MS */ .kg;
/** The `Date` header is no more exact. */
const STAMP_MS = 2 * _core_time_js__WEBPACK_IMPORTED_MODULE_1__/* .SECOND_MS */ ._L;
/** Clocks that are further apart than this explain why a JWT was refused. */
const CLOCKS_APART_MS = 30 * _core_time_js__WEBPACK_IMPORTED_MODULE_1__/* .SECOND_MS */ ._L;
/**
 * Tokens of a GitHub App's installation that renew themselves: for sessions that are longer than the hour for which one lives. Where several
 * ask at once there is one renewal. The key stays in this function.
 *
 * @returns a function that gives a token which is valid for at least some minutes more, for `createGitHubTarget({ token })`
 * @throws TargetError at once for a key that is none; from the function when the App, its key or its installation is refused
 * @example
 * const token = createAppToken({ appId: '12345', privateKey, apiUrl: 'https://api.github.com', repository: 'acme/widgets', fetch, clock });
 */
function createAppToken(options) {
    const apiUrl = (0,_api_url_js__WEBPACK_IMPORTED_MODULE_3__/* .checkApiUrl */ .S)(options.apiUrl);
    const key = readKey(options.privateKey);
    const { clock } = options;
    const caller = new AppCaller(options, apiUrl, key);
    let installation;
    let current;
    let renewal;
    let retryAt = Number.NEGATIVE_INFINITY;
    async function renew() {
        installation ??= await caller.installation();
        const token = await caller.accessToken(installation);
        options.onToken?.(token.token);
        current = token;
        return token;
    }
    return async () => {
        const leftMs = current === undefined ? 0 : current.expiresAt - caller.serverNow();
        if (current !== undefined && (leftMs > RENEW_BEFORE_MS || (leftMs > 0 && clock.now() < retryAt)))
            return current.token;
        const earlier = current;
        renewal ??= renew().finally(() => {
            renewal = undefined;
        });
        try {
            return (await renewal).token;
        }
        catch (error) {
            retryAt = clock.now() + RETRY_AFTER_MS;
            if (earlier !== undefined && leftMs > _core_time_js__WEBPACK_IMPORTED_MODULE_1__/* .SECOND_MS */ ._L)
                return earlier.token;
            throw error;
        }
    };
}
/** Speaks to the API as the App itself. */
class AppCaller {
    #options;
    #apiUrl;
    #key;
    /** How far the server's clock is ahead. */
    #offsetMs = 0;
    constructor(options, apiUrl, key) {
        this.#options = options;
        this.#apiUrl = apiUrl;
        this.#key = key;
    }
    serverNow() {
        return this.#options.clock.now() + this.#offsetMs;
    }
    async installation() {
        const { repository } = this.#options;
        if (!/^[A-Za-z0-9-]+\/[\w.-]+$/.test(repository))
            throw new _ports_target_js__WEBPACK_IMPORTED_MODULE_2__/* .TargetError */ .I(`"${repository}" is no repository`, { fix: 'write it as owner/name' });
        const response = await this.#ask('GET', `/repos/${repository}/installation`);
        if (response.status === 404) {
            throw new _ports_target_js__WEBPACK_IMPORTED_MODULE_2__/* .TargetError */ .I(`the GitHub App ${this.#options.appId} is not installed in ${repository} (404)`, {
                refused: true,
                fix: 'install it there (its settings, "Install App"), with the permissions actions: write and contents: read',
            });
        }
        const { id } = this.#object(response, 200);
        if (typeof id !== 'number')
            throw new Error('the answer about the installation has no id');
        return String(id);
    }
    async accessToken(installation) {
        const name = this.#options.repository.split('/')[1];
        const response = await this.#ask('POST', `/app/installations/${installation}/access_tokens`, JSON.stringify({ repositories: [name] }));
        const { token, expires_at: expires } = this.#object(response, 201);
        const expiresAt = (0,_core_time_js__WEBPACK_IMPORTED_MODULE_1__/* .parseStamp */ .Pu)(expires);
        if (typeof token !== 'string' || token === '' || expiresAt === undefined)
            throw new Error('the answer has no token with an expiry');
        return { token, expiresAt };
    }
    async #ask(method, path, body) {
        const { fetch } = this.#options;
        for (let corrected = false;; corrected = true) {
            const headers = {
                accept: 'application/vnd.github+json',
                authorization: `Bearer ${this.#jwt()}`,
                'user-agent': 'runner-harness',
                ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            };
            const response = await fetch({ method, url: `${this.#apiUrl}${path}`, headers, ...(body === undefined ? {} : { body }) });
            const date = Date.parse(response.headers.date ?? '');
            const apartMs = Number.isFinite(date) ? date - this.serverNow() : 0;
            if (Math.abs(apartMs) > STAMP_MS)
                this.#offsetMs += apartMs;
            // A JWT of a wrong clock is refused; the answer has told what time it is.
            if (response.status !== 401 || corrected || Math.abs(apartMs) < CLOCKS_APART_MS)
                return response;
        }
    }
    #object(response, expected) {
        const { appId, repository } = this.#options;
        const { status } = response;
        if (status === expected) {
            const value = JSON.parse(new TextDecoder().decode(response.body));
            if (typeof value === 'object' && value !== null)
                return value;
            throw new Error('the answer is no object');
        }
        const said = `${status} ${(0,_error_text_js__WEBPACK_IMPORTED_MODULE_4__/* .errorText */ .k)(response)}`.trimEnd();
        if (status === 401) {
            throw new _ports_target_js__WEBPACK_IMPORTED_MODULE_2__/* .TargetError */ .I(`GitHub refused the App ${appId} (${said})`, {
                refused: true,
                fix: 'check that app-id and private-key belong together, and that the key was not deleted',
            });
        }
        if (status === 403 || status === 404 || status === 422) {
            throw new _ports_target_js__WEBPACK_IMPORTED_MODULE_2__/* .TargetError */ .I(`the App ${appId} gets no token for ${repository} (${said})`, {
                refused: true,
                fix: 'check that its installation is not suspended and covers the repository',
            });
        }
        throw new Error(`no token of the App ${appId}: GitHub answered ${said}`);
    }
    #jwt() {
        const now = this.serverNow();
        const seconds = (at) => Math.floor(at / _core_time_js__WEBPACK_IMPORTED_MODULE_1__/* .SECOND_MS */ ._L);
        const header = base64url({ alg: 'RS256', typ: 'JWT' });
        const claims = base64url({ iat: seconds(now - JWT_BACKDATE_MS), exp: seconds(now + JWT_LIFE_MS - JWT_BACKDATE_MS), iss: this.#options.appId });
        const signature = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.sign)('sha256', Buffer.from(`${header}.${claims}`), this.#key).toString('base64url');
        return `${header}.${claims}.${signature}`;
    }
}
function readKey(pem) {
    const key = parseKey(pem.replaceAll('\\n', '\n').trim());
    if (key === undefined)
        throw badKey('it is no PEM, or it is encrypted');
    if (key.asymmetricKeyType !== 'rsa')
        throw badKey(`its kind is ${key.asymmetricKeyType}, and not RSA`);
    return key;
}
/** Without the parser's own words, which may quote the key. */
function parseKey(pem) {
    try {
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)(pem);
    }
    catch {
        return undefined;
    }
}
function badKey(why) {
    return new _ports_target_js__WEBPACK_IMPORTED_MODULE_2__/* .TargetError */ .I(`the private key of the App can't be used: ${why}`, {
        refused: true,
        fix: "give the whole file that the App's settings generate, from -----BEGIN to -----END",
    });
}
function base64url(value) {
    return Buffer.from(JSON.stringify(value)).toString('base64url');
}


/***/ })

};
