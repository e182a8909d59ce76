#include "core/host/watchdog/report_text.h"

#include "core/base/json_text.h"

#include <fmt/format.h>

namespace omni::watchdog {

namespace {

void addList(JsonText& json, std::string_view name, const std::vector<std::string>& lines)
{
    json.key(name).array();
    for (const auto& line : lines) {
        json.text(line);
    }
    json.end();
}

} // namespace

std::string reportText(const RescueReport& report, const RescueFrame& frame, const watch::WatchedSession* session)
{
    JsonText json;
    json.object().member("acted", true).member("end", nameOf(report.end)).member("why", std::string_view(report.why));
    json.member("began", std::string_view(frame.began)).member("ended", std::string_view(frame.ended));
    json.member("silence_seconds", static_cast<double>(frame.silence.ns) / 1e9);
    json.member("latch", std::string_view(frame.latch)).member("policy", watch::nameOf(frame.policy));
    if (session != nullptr) {
        json.member("broker", std::string_view(session->broker));
        json.member("environment", orders::nameOf(session->environment));
        json.member("account", std::string_view(session->account));
    }
    addList(json, "cancelled", report.cancelled);
    json.member("kept", report.kept).member("foreign", report.foreign);
    addList(json, "uncovered", report.uncovered);
    addList(json, "closings", report.closings);
    addList(json, "left", report.left);
    json.member("engine_back", report.isEngineBack);
    json.end();
    return json.take();
}

std::string summaryOf(const RescueReport& report)
{
    std::string text;
    switch (report.end) {
    case RescueEnd::Clean:
        text = fmt::format("no entry order of this profile is open at the venue ({} cancelled)",
                           report.cancelled.size());
        break;
    case RescueEnd::NotFlat:
        text = "NOT FLAT: no entry order is open, but " + report.why;
        break;
    case RescueEnd::KeyRefused:
        text = "THE VENUE REFUSES THE KEY, entry orders may be open: " + report.why;
        break;
    case RescueEnd::GaveUp:
        text = "THE VENUE COULD NOT BE REACHED, entry orders may be open: " + report.why;
        break;
    }
    if (report.isEngineBack) {
        text += "; the engine goes on, and what it holds was left to it";
    }
    if (!report.uncovered.empty()) {
        text += fmt::format("; held without a stop: {}", fmt::join(report.uncovered, ", "));
    }
    return text;
}

} // namespace omni::watchdog
