#include "core/host/simulate/story.h"
#include "core/host/simulate/story_fields.h"

#include <fmt/format.h>

namespace omni::simulate {

namespace {

constexpr std::size_t widestLine = 110;

/// "limits a=1 b=2", in as many lines as it takes.
class Group
{
public:
    Group(std::string& text, std::string_view key)
        : m_text(text)
        , m_key(key)
    {
    }
    ~Group()
    {
        flush();
    }
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;

    void add(std::string_view name, std::string_view value)
    {
        const std::size_t more = name.size() + value.size() + 2;
        if (!m_line.empty() && m_line.size() + more > widestLine) {
            flush();
        }
        if (m_line.empty()) {
            m_line = m_key;
        }
        m_line += fmt::format(" {}={}", name, value);
    }

private:
    void flush()
    {
        if (!m_line.empty()) {
            m_text += m_line + "\n";
            m_line.clear();
        }
    }
    std::string& m_text;
    std::string_view m_key;
    std::string m_line;
};

void writeWeights(std::string& text, const Plan& plan)
{
    Group group(text, "weights");
    for (std::size_t i = 0; i < stepKinds; ++i) {
        if (plan.weights[i] != 0) {
            group.add(nameOf(static_cast<StepKind>(i)), std::to_string(plan.weights[i]));
        }
    }
}

void writeManners(std::string& text, const VenueManners& manners)
{
    Group group(text, "manners");
    for (const MannerField& field : mannerFields) {
        if (manners.*field.share != 0) {
            group.add(field.key, std::to_string(manners.*field.share));
        }
    }
    if (manners.mostDelay.ns != 0) {
        group.add(mostDelayKey, durationText(manners.mostDelay));
    }
}

void writeLimits(std::string& text, const risk::Limits& limits)
{
    Group group(text, "limits");
    group.add(enforcedKey, limits.enforced ? "yes" : "no");
    for (const risk::LimitField& field : risk::limitFields()) {
        const auto value = field.get(limits);
        const bool isSpan = field.unit == risk::LimitUnit::Span;
        group.add(keyOf(field),
                  !value       ? std::string("none")
                      : isSpan ? durationText(Duration{*value})
                               : std::to_string(*value));
    }
}

} // namespace

std::string storyText(const Plan& plan, std::span<const Step> steps, std::span<const std::string> notes)
{
    std::string text = fmt::format("omnitrade story {}\n", storyVersion);
    for (const NumberField& field : numberFields) {
        text += fmt::format("{} {}\n", field.key, field.get(plan));
    }
    for (const std::string& strategy : plan.strategies) {
        text += fmt::format("strategy {}\n", strategy);
    }
    text += fmt::format("cost {}\n", costNames[static_cast<std::size_t>(plan.cost)]);
    for (const SpanField& field : spanFields) {
        text += fmt::format("{} {}\n", field.key, durationText(plan.*field.member));
    }
    for (const FlagField& field : flagFields) {
        text += fmt::format("{} {}\n", field.key, plan.*field.member ? "yes" : "no");
    }
    writeWeights(text, plan);
    writeManners(text, plan.manners);
    writeLimits(text, plan.limits);
    text += "steps\n";
    const auto note = [&](std::size_t at) {
        if (at < notes.size() && !notes[at].empty()) {
            text += fmt::format("#   {}\n", notes[at]);
        }
    };
    note(0);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        text += fmt::format("{} {:#018x}\n", nameOf(steps[i].kind), steps[i].dice);
        note(i + 1);
    }
    return text;
}

} // namespace omni::simulate
