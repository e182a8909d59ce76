// One look at a program and at the way to the venue, which changes nothing: --once.

#include "core/base/json_text.h"
#include "core/host/watchdog/guard_post.h"

#include <fmt/format.h>

namespace omni::watchdog {

void GuardPost::lookOnce()
{
    const auto beat = m_files->heartbeat.look();
    const std::int64_t now = platform::machineNow();
    // One look has no past: what it sees is what it says.
    Verdict verdict;
    if (beat && beat->state == watch::HeartState::Running) {
        const bool isOfThisStart = beat->machine == m_look.machine && beat->beat <= now;
        verdict.silence = isOfThisStart ? Duration{now - beat->beat} : m_config.silence;
        verdict.finding = !isOfThisStart || verdict.silence > m_config.silence ? Finding::Silent : Finding::Beats;
    }
    if (verdict.finding == Finding::Nothing) {
        return endOnce(verdict, "not asked", 0);
    }
    const int code = verdict.finding == Finding::Silent ? actedCode : 0;
    if (!openWay(*beat)) {
        return endOnce(verdict, m_wayTrouble, code != 0 ? code : m_wayCode);
    }
    m_guard->prove([this, verdict, code](const Result<void>& proven) {
        const int way = proven ? 0 : proven.error().code == Errc::Denied ? refusedCode : unreachableCode;
        endOnce(verdict, proven ? std::string("open") : proven.error().detail, code != 0 ? code : way);
    });
}

void GuardPost::endOnce(const Verdict& verdict, const std::string& way, int code)
{
    const char* state = verdict.finding == Finding::Nothing ? "no session"
        : verdict.finding == Finding::Silent                ? "silent"
                                                            : "beats";
    JsonText json;
    json.object().member("acted", false).member("session", state);
    json.member("silence_seconds", static_cast<double>(verdict.silence.ns) / 1e9);
    json.member("way", std::string_view(way)).end();
    say(fmt::format("{}, last heard of {:.1f} s ago; the way to the venue: {}", state,
                    static_cast<double>(verdict.silence.ns) / 1e9, way));
    finish(code, json.take());
}

} // namespace omni::watchdog
