#include "core/host/runtime/control/health_words.h"

#include "core/base/json_text.h"
#include "core/base/safe_text.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using views::LineState;
using views::PartHealth;
using views::PartState;

constexpr std::string_view downStart = R"({"state":"down")";

std::string_view nameOfState(PartState state) noexcept
{
    switch (state) {
    case PartState::Starting:
        return "starting";
    case PartState::Ok:
        return "ok";
    case PartState::Degraded:
        return "degraded";
    case PartState::Down:
        return "down";
    case PartState::Off:
        return "off";
    }
    return "off";
}

PartState stateOfLine(LineState state) noexcept
{
    switch (state) {
    case LineState::Off:
        return PartState::Off;
    case LineState::Connecting:
        return PartState::Starting;
    case LineState::Up:
        return PartState::Ok;
    case LineState::Stale:
        return PartState::Degraded;
    case LineState::Down:
    case LineState::Refused:
        return PartState::Down;
    }
    return PartState::Off;
}

std::vector<PartHealth> partsOf(const PhaseView& phase, const views::Health* health,
                                const views::Connection* connection)
{
    std::vector<PartHealth> parts;
    if (health != nullptr) {
        parts = health->parts;
    }
    if (phase.phase == Phase::Failed) {
        PartHealth failed;
        failed.name = "session";
        failed.state = PartState::Down;
        failed.detail = phase.text;
        parts.push_back(std::move(failed));
    } else if (health == nullptr) {
        PartHealth unknown;
        unknown.name = "session";
        unknown.detail = "nothing is known of it yet";
        parts.push_back(std::move(unknown));
    }
    for (std::size_t i = 0; connection != nullptr && i < views::lineCount; ++i) {
        const views::Line& line = connection->lines.at(i);
        PartHealth part;
        part.name = "broker." + std::string(views::nameOf(static_cast<views::LineKind>(i)));
        part.state = stateOfLine(line.state);
        part.since = line.since;
        part.detail = line.detail;
        parts.push_back(std::move(part));
    }
    return parts;
}

PartState worstOf(const std::vector<PartHealth>& parts) noexcept
{
    const auto has = [&parts](PartState state) {
        return std::any_of(parts.begin(), parts.end(), [state](const PartHealth& part) { return part.state == state; });
    };
    return has(PartState::Down) ? PartState::Down : has(PartState::Degraded) ? PartState::Degraded : PartState::Ok;
}

std::string textOf(PartState worst, const std::vector<PartHealth>& parts)
{
    std::string text(nameOfState(worst));
    for (const PartHealth& part : parts) {
        text += fmt::format("\n  {:<19} {:<9} {}{}{}", part.name, nameOfState(part.state),
                            part.since.ns > 0 ? "since " + isoText(part.since) : std::string(),
                            part.since.ns > 0 && !part.detail.empty() ? "  " : "", onOneLine(part.detail));
    }
    return text;
}

} // namespace

DoneReply healthReply(const PhaseView& phase, const views::Health* health, const views::Connection* connection)
{
    const auto parts = partsOf(phase, health, connection);
    const auto worst = worstOf(parts);
    JsonText json;
    json.object().member("state", nameOfState(worst)).key("parts").array();
    for (const PartHealth& part : parts) {
        json.object().member("name", part.name).member("state", nameOfState(part.state));
        if (part.since.ns > 0) {
            json.member("since", isoText(part.since));
        }
        json.member("detail", part.detail).end();
    }
    json.end().end();
    return {json.take(), textOf(worst, parts)};
}

bool saysDown(const DoneReply& reply) noexcept
{
    return reply.json.starts_with(downStart);
}

} // namespace omni::runtime
