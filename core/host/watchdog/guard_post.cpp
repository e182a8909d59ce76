#include "core/host/watchdog/guard_post.h"

#include "core/base/json_text.h"
#include "core/base/log.h"
#include "core/base/safe_text.h"
#include "core/edge/platform/private_file.h"
#include "core/edge/platform/secret_input.h"
#include "core/edge/platform/watchdog_press.h"
#include "core/host/access/vault_door.h"
#include "core/host/access/venue_keys.h"
#include "core/host/watchdog/desktop_notice.h"
#include "core/host/watchdog/report_text.h"
#include "core/trade/risk/mode.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fmt/format.h>

namespace omni::watchdog {

namespace {

using runtime::FailureKind;
using runtime::RunFailure;

constexpr std::chrono::milliseconds lookEvery{200};
constexpr Duration longestPress = seconds(1);
constexpr std::string_view reportName = "watchdog-report.json";

int codeOf(RescueEnd end) noexcept
{
    switch (end) {
    case RescueEnd::Clean:
    case RescueEnd::NotFlat:
        return actedCode;
    case RescueEnd::KeyRefused:
        return refusedCode;
    case RescueEnd::GaveUp:
        return unreachableCode;
    }
    return actedCode;
}

orders::Nonce freshNonce()
{
    std::uint64_t bits = 0;
    while (!platform::fillWithRandom(&bits, sizeof bits)) { }
    return orders::watchdogNonceFrom(bits);
}

void openLog(const std::filesystem::path& profile)
{
    std::error_code error;
    const auto folder = profile / "logs";
    if (std::filesystem::create_directory(folder, error)) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    }
    if (const auto done = setUpLog((folder / "watchdog.log").string(), LogLevel::Info); !done) {
        std::fprintf(stderr, "omnitrade-watchdog: there is no log: %s\n", done.error().detail.c_str());
    }
}

} // namespace

struct GuardPost::Files {
    watch::HeartbeatView heartbeat;
    std::optional<platform::ProfileLock> lock; ///< None of these for one look.
    std::optional<platform::WatchdogPresser> presser;
    std::optional<watch::WatchdogLookWriter> look;
    std::optional<watch::WatchdogLook> before; ///< What the last watchdog has left.
};

GuardPost::GuardPost(WatchdogOptions options, WatchdogConfig config, Keys keys, std::unique_ptr<Files> files,
                     std::span<const brokers::BrokerInfo* const> known)
    : m_options(std::move(options))
    , m_config(std::move(config))
    , m_keys(std::move(keys))
    , m_files(std::move(files))
    , m_known(known)
    , m_heart(m_config.silence, platform::machineStart())
    , m_disk(std::make_unique<DiskThread>())
    , m_desktop(std::make_unique<DiskThread>())
{
    m_look.machine = platform::machineStart();
    m_look.bound = m_config.silence;
    m_look.policy = m_config.policy;
    m_look.pid = platform::hostFacts().pid;
    if (m_files->before) {
        m_look.session = m_files->before->session;
        m_look.beat = m_files->before->beat;
    }
}

GuardPost::~GuardPost() = default;

namespace {

/// Of the profile, if the options say so. It is forgotten again as soon as the keys are taken.
Outcome<std::optional<runtime::OpenVault>> vaultOf(const WatchdogOptions& options)
{
    if (!options.vaultPassphraseFd) {
        return std::nullopt;
    }
    const auto passphrase = platform::readSecretLine(*options.vaultPassphraseFd);
    if (!passphrase) {
        return tl::unexpected(RunFailure{FailureKind::Refused,
                                         "no_secret",
                                         "--vault-passphrase-fd: " + passphrase.error().detail,
                                         "the descriptor has to be open for reading and give the passphrase as text",
                                         {},
                                         0});
    }
    auto vault = runtime::openVaultToRead(options.profile, *passphrase);
    if (!vault) {
        return tl::unexpected(vault.error());
    }
    return std::optional(std::move(*vault));
}

} // namespace

Outcome<Keys> GuardPost::takeKeys(const WatchdogOptions& options, const WatchdogConfig& config,
                                  std::span<const brokers::BrokerInfo* const> known)
{
    auto vault = vaultOf(options);
    if (!vault) {
        return tl::unexpected(vault.error());
    }
    Keys keys;
    std::optional<RunFailure> first;
    for (const auto* info : known) {
        if (config.broker && config.broker->broker != info->key) {
            continue;
        }
        const auto environment = config.broker ? config.broker->environment : orders::Environment::Paper;
        const auto variables
            = config.broker && config.variables ? *config.variables : runtime::keyVariablesOf(info->key, environment);
        auto key = runtime::takeBrokerKey(info->key, environment, variables);
        if (*vault && !config.variables) { // a key that is named for it alone stands before that of the profile
            auto kept = runtime::venueKeyFrom(***vault, info->key, environment);
            if (kept || kept.error().code != "no_key") {
                key = std::move(kept);
            }
        }
        if (key) {
            keys.insert_or_assign(std::string(info->key), std::move(*key));
        } else if (!first || key.error().code != "no_key") {
            first = key.error();
        }
    }
    const bool isFault = first && (config.broker || first->code != "no_key");
    if (keys.empty() || isFault) {
        return tl::unexpected(first.value_or(
            RunFailure{FailureKind::Refused, "no_key", "there is no broker that could be watched over", {}, {}, 0}));
    }
    return keys;
}

Outcome<std::unique_ptr<GuardPost>> GuardPost::make(WatchdogOptions options,
                                                    std::span<const brokers::BrokerInfo* const> known)
{
    const auto refused = [&options](std::string_view when, const Error& error) {
        auto why = runtime::failureOf(FailureKind::Refused, when, error, runtime::hintFor(error.code)).value();
        why.file = options.profile.string();
        return tl::unexpected(why);
    };
    auto config = loadConfig(options.profile, options.config, known);
    if (!config) {
        return tl::unexpected(config.error());
    }
    if (const auto checked = platform::checkProfile(options.profile); !checked) {
        return refused("looking at the profile", checked.error());
    }
    auto keys = takeKeys(options, *config, known);
    if (!keys) {
        return tl::unexpected(keys.error());
    }
    auto heartbeat = watch::HeartbeatView::open(options.profile);
    if (!heartbeat) {
        return refused("looking for the heartbeat", heartbeat.error());
    }
    auto files = std::make_unique<Files>(Files{std::move(*heartbeat), {}, {}, {}, {}});
    if (!options.isOnce) {
        auto lock = platform::ProfileLock::takeForWatchdog(options.profile);
        if (!lock) {
            return tl::unexpected(RunFailure{FailureKind::Refused,
                                             "already_watched",
                                             lock.error().detail + ", and one is enough",
                                             {},
                                             options.profile.string(),
                                             0});
        }
        openLog(options.profile);
        auto presser = platform::WatchdogPresser::open(options.profile);
        const auto before = watch::WatchdogLookView::open(options.profile);
        auto look = watch::WatchdogLookWriter::open(options.profile);
        if (!presser || !before || !look) {
            return refused("opening the watchdog's files",
                           !presser      ? presser.error()
                               : !before ? before.error()
                                         : look.error());
        }
        files->lock.emplace(std::move(*lock));
        files->presser.emplace(std::move(*presser));
        files->before = before->look();
        files->look.emplace(std::move(*look));
    }
    return std::unique_ptr<GuardPost>(
        new GuardPost(std::move(options), std::move(*config), std::move(*keys), std::move(files), known));
}

// --- looking ---------------------------------------------------------------------------------------------------------

void GuardPost::start(std::function<void(const PostEnd&)> done)
{
    m_done = std::move(done);
    if (m_options.isOnce) {
        QTimer::singleShot(0, &m_later, [this] { lookOnce(); });
        return;
    }
    say(fmt::format("watches {}: acts behind {} of silence ({}{})", m_options.profile.string(),
                    durationText(m_config.silence), watch::nameOf(m_config.policy),
                    m_config.file.empty() ? ", by default: there is no watchdog.toml" : ""));
    QObject::connect(&m_timer, &QTimer::timeout, &m_later, [this] { look(); });
    m_timer.start(lookEvery);
}

void GuardPost::look()
{
    const auto beat = m_files->heartbeat.look();
    const Verdict verdict = m_heart.look(beat, platform::machineNow());
    if (m_rescue) {
        return writeLook();
    }
    switch (verdict.finding) {
    case Finding::Nothing:
        m_guard.reset();
        m_session.reset();
        m_look.state = watch::Watching::Idle;
        m_isLateTold = false;
        break;
    case Finding::Beats:
        m_look.state = watch::Watching::Watches;
        m_isLateTold = false;
        openWay(*beat);
        break;
    case Finding::Late:
        if (!std::exchange(m_isLateTold, true)) {
            say(fmt::format("nothing has been heard of the engine for {:.1f} s",
                            static_cast<double>(verdict.silence.ns) / 1e9));
        }
        break;
    case Finding::Silent:
        if (!hasActed(*beat)) {
            act(*beat, verdict.silence);
        }
        break;
    }
    writeLook();
}

/// Once for each beat behind which nothing came, and not again behind a rescue that was clean, whoever made it.
bool GuardPost::hasActed(const watch::Heartbeat& beat) const noexcept
{
    const bool isDone = m_look.session == beat.session && m_look.beat == beat.beat;
    return isDone || (m_actedUpon.session == beat.session && m_actedUpon.beat == beat.beat);
}

/// Whatever it says, an end in order or another session as well: somebody has the positions in hand.
bool GuardPost::isEngineBack() const
{
    const auto beat = m_files->heartbeat.look();
    return beat && *beat != m_actedUpon;
}

/// One that is still being written speaks for the next, too.
void GuardPost::writeLook()
{
    m_look.at = platform::machineNow();
    if (m_files->look && m_disk->isIdle()) {
        m_disk->post([this, look = m_look] {
            if (const auto written = m_files->look->write(look); !written) {
                logWarn("nobody can see that the watchdog watches: {}", written.error().detail);
            }
        });
    }
}

// --- acting ----------------------------------------------------------------------------------------------------------

void GuardPost::act(const watch::Heartbeat& beat, Duration silence)
{
    m_actedUpon = beat;
    m_silence = silence;
    m_look.state = watch::Watching::Acts;
    m_began = isoText(m_clock.wall());
    alert(
        fmt::format("nothing has been heard of the engine of {} for {:.1f} s (process {}): the kill switch is pressed, "
                    "and entry orders are cancelled",
                    m_options.profile.string(), static_cast<double>(silence.ns) / 1e9, beat.pid));
    press(silence);
    if (!openWay(beat)) {
        RescueReport report;
        report.end = RescueEnd::GaveUp;
        report.why = m_wayTrouble;
        onRescued(report);
        return;
    }
    const RescueRules rules{m_config.policy, m_config.giveUp, seconds(4), m_config.collarBp, freshNonce()};
    const auto later = [this](Duration span, std::function<void()> deed) {
        // To the millisecond: a coarse timer comes a twentieth early, within a ban (S34).
        QTimer::singleShot(std::chrono::milliseconds((span.ns + 999'999) / 1'000'000), Qt::PreciseTimer, &m_later,
                           std::move(deed));
    };
    m_rescue = std::make_unique<Rescue>(Rescue::Surroundings{*m_guard, *m_session, m_clock, later,
                                                             [this](const std::string& text) { say(text); },
                                                             [this] { return isEngineBack(); }},
                                        rules);
    const auto run = [this] {
        m_rescue->run([this](const RescueReport& report) {
            QTimer::singleShot(0, &m_later, [this, report] { onRescued(report); });
        });
    };
    const Duration banned = banLeft();
    if (banned.ns <= 0) {
        return run();
    }
    alert(
        fmt::format("the venue has banned the address of this machine: nothing is asked of it for {:.0f} s, and entry "
                    "orders may be open until then",
                    static_cast<double>(banned.ns) / 1e9));
    later(banned, run);
}

/// Before anything is sent, and yet: a disk that hangs stops no cancel. Others see the press when it is written, not
/// only when it is on the disk.
void GuardPost::press(Duration silence)
{
    struct Done {
        std::mutex mutex;
        std::string text = "not written yet: the disk hangs";
    };
    auto done = std::make_shared<Done>();
    m_disk->post([this, done, silence, wall = m_clock.wall()] {
        const auto pressed
            = m_files->presser->press(static_cast<std::uint8_t>(risk::KillLevel::CancelEntries), wall, silence);
        const std::scoped_lock lock(done->mutex);
        done->text = pressed ? "written" : pressed.error().detail;
    });
    static_cast<void>(m_disk->settle(longestPress));
    const std::scoped_lock lock(done->mutex);
    m_pressTold = done->text;
    if (m_pressTold != "written") {
        alert("the kill switch could not be written: " + m_pressTold);
    }
}

void GuardPost::onRescued(const RescueReport& report)
{
    const bool isClean = report.end == RescueEnd::Clean;
    m_look.state = isClean ? watch::Watching::Done : watch::Watching::NotDone;
    if (isClean) {
        m_look.session = m_actedUpon.session;
        m_look.beat = m_actedUpon.beat;
    }
    const std::string json
        = reportText(report, {m_began, isoText(m_clock.wall()), m_silence, m_pressTold, m_config.policy},
                     m_session ? &*m_session : nullptr);
    alert(summaryOf(report));
    keepReport(json);
    m_rescue.reset();
    m_look.at = platform::machineNow();
    if (m_options.stays) {
        say("watches on");
        return;
    }
    const bool hasNoWay = report.end == RescueEnd::GaveUp && m_guard == nullptr;
    finish(hasNoWay ? m_wayCode : codeOf(report.end), json);
}

void GuardPost::keepReport(const std::string& json)
{
    m_disk->post([profile = m_options.profile, json] {
        const auto temporary = profile / "watchdog-report.new";
        std::error_code error;
        if (platform::makePrivateFile(temporary)) {
            std::ofstream(temporary, std::ios::binary | std::ios::trunc) << json << '\n';
            std::filesystem::rename(temporary, profile / reportName, error);
        }
        if (error) {
            logWarn("the report could not be written: {}", error.message());
        }
    });
}

// --- the end ---------------------------------------------------------------------------------------------------------

void GuardPost::stop()
{
    if (m_rescue) {
        alert("stopped in the middle: entry orders may be open");
    }
    m_rescue.reset();
    JsonText json;
    json.object().member("acted", false).end();
    finish(0, json.take());
}

/// Who looks later sees that it has gone, and what it has done.
void GuardPost::finish(int code, std::string json)
{
    m_timer.stop();
    if (m_files->look) {
        if (m_look.state != watch::Watching::Done && m_look.state != watch::Watching::NotDone) {
            m_look.state = watch::Watching::Gone;
        }
        m_look.at = platform::machineNow();
        m_disk->post([this, look = m_look] { static_cast<void>(m_files->look->write(look)); });
    }
    if (const auto done = std::exchange(m_done, nullptr)) {
        done({code, std::move(json)});
    }
}

bool GuardPost::settle(Duration patience)
{
    const Monotonic begun = m_clock.mono();
    const bool isWritten = m_disk->settle(patience);
    return m_desktop->settle(std::max(Duration{}, patience - (m_clock.mono() - begun))) && isWritten;
}

void GuardPost::say(const std::string& text)
{
    std::fprintf(stderr, "omnitrade-watchdog: %s\n", onOneLine(text).c_str());
    if (!m_options.isOnce) {
        m_disk->post([text] { logInfo("{}", text); });
    }
}

void GuardPost::alert(const std::string& text)
{
    std::fprintf(stderr, "omnitrade-watchdog: ALERT: %s\n", onOneLine(text).c_str());
    if (!m_options.isOnce) {
        m_disk->post([text] { logError("{}", text); });
        m_desktop->post([text, profile = m_options.profile.filename().string(), disk = m_disk.get()] {
            if (const auto shown = tellOnDesktop("OmniTrade watchdog: " + profile, onOneLine(text)); !shown) {
                disk->post([why = shown.error().detail] { logInfo("{}", why); });
            }
        });
    }
}

} // namespace omni::watchdog
