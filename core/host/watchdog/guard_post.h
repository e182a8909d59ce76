// The watchdog at work: looks at the heartbeat of a profile, keeps its way to the venue proven, and acts once.
//
// One thread with an event loop; a second one writes to the disk, which it never waits for longer than a second.

#pragma once

#include "core/edge/platform/profile.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/access/broker_keys.h"
#include "core/host/watch/heartbeat.h"
#include "core/host/watch/watchdog_look.h"
#include "core/host/watchdog/disk_thread.h"
#include "core/host/watchdog/heart_watch.h"
#include "core/host/watchdog/rescue.h"
#include "core/host/watchdog/watchdog_config.h"
#include "core/host/watchdog/watchdog_options.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace omni::watchdog {

/// The keys that it was given, by the broker's name.
using Keys = std::map<std::string, brokers::BrokerKey, std::less<>>;

inline constexpr int actedCode = 1, refusedCode = 4, unreachableCode = 5;

/// How it ended.
struct PostEnd {
    int code = 0; ///< The exit code.
    std::string json; ///< The report, or what `--once` has found.
};

class GuardPost final
{
public:
    /// Nothing has happened when it fails. Takes the keys out of the environment: while the program has one thread.
    [[nodiscard]] static Outcome<std::unique_ptr<GuardPost>> make(WatchdogOptions options,
                                                                  std::span<const brokers::BrokerInfo* const> known);
    ~GuardPost();
    GuardPost(const GuardPost&) = delete;
    GuardPost& operator=(const GuardPost&) = delete;

    /// Begins to look. `done` is told from the event loop, once.
    void start(std::function<void(const PostEnd&)> done);
    /// Ends as it is; a rescue at hand as well. From the event loop.
    void stop();
    /// What is to be written to the disk is written, or it hangs: false.
    [[nodiscard]] bool settle(Duration patience);

private:
    struct Files;
    GuardPost(WatchdogOptions options, WatchdogConfig config, Keys keys, std::unique_ptr<Files> files,
              std::span<const brokers::BrokerInfo* const> known);
    [[nodiscard]] static Outcome<Keys> takeKeys(const WatchdogOptions& options, const WatchdogConfig& config,
                                                std::span<const brokers::BrokerInfo* const> known);

    void look();
    void lookOnce();
    void endOnce(const Verdict& verdict, const std::string& way, int code);
    void writeLook();
    /// The session of the beat, and a way to its venue. False: there is none, and `m_wayTrouble` says why.
    bool openWay(const watch::Heartbeat& beat);
    /// In words: why there is none.
    [[nodiscard]] tl::expected<std::unique_ptr<brokers::OrderGuard>, std::string>
    guardFor(const watch::WatchedSession& session);
    void proveWay();
    /// For so long the venue of the session wants to hear nothing, whichever program it told so (F37, S34).
    [[nodiscard]] Duration banLeft();
    [[nodiscard]] bool hasActed(const watch::Heartbeat& beat) const noexcept;
    /// Something was heard of an engine of this profile behind the beat upon which it acts.
    [[nodiscard]] bool isEngineBack() const;
    void act(const watch::Heartbeat& beat, Duration silence);
    void press(Duration silence);
    void onRescued(const RescueReport& report);
    void finish(int code, std::string json);
    void keepReport(const std::string& json);
    void say(const std::string& text);
    void alert(const std::string& text);

    WatchdogOptions m_options;
    WatchdogConfig m_config;
    Keys m_keys;
    std::unique_ptr<Files> m_files;
    std::span<const brokers::BrokerInfo* const> m_known;
    platform::SystemClock m_clock;
    HeartWatch m_heart;
    watch::WatchdogLook m_look;
    std::optional<watch::WatchedSession> m_session;
    std::unique_ptr<brokers::OrderGuard> m_guard;
    std::string m_wayTrouble; ///< Why there is no way; empty: there is one, or nobody asked.
    int m_wayCode = unreachableCode; ///< Exit code of that.
    Monotonic m_nextProof;
    bool m_isLateTold = false;
    std::unique_ptr<Rescue> m_rescue;
    std::string m_pressTold; ///< What became of the press, for the report.
    std::string m_began; ///< When it acted,
    watch::Heartbeat m_actedUpon; ///< upon which beat, and
    Duration m_silence; ///< behind how much silence.
    std::function<void(const PostEnd&)> m_done;
    QObject m_later; ///< Calls that wait for the event loop end with it.
    QTimer m_timer;
    std::unique_ptr<DiskThread> m_disk; ///< What it does still uses the files.
    std::unique_ptr<DiskThread>
        m_desktop; ///< Last: tells the disk. Of its own, since a desktop that hangs stops no log.
};

} // namespace omni::watchdog
