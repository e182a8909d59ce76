#include "core/host/simulate/story.h"

#include "core/host/simulate/story_fields.h"
#include "core/trade/strategy/strategy.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

namespace omni::simulate {

namespace {

using Read = tl::expected<void, StoryFault>;

constexpr std::string_view title = "omnitrade story ";

std::optional<std::uint64_t> numberFrom(std::string_view text, int base = 10)
{
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::optional<bool> flagFrom(std::string_view text)
{
    return text == "yes" ? std::optional(true) : text == "no" ? std::optional(false) : std::nullopt;
}

std::optional<Duration> spanFrom(std::string_view text)
{
    if (text == durationText({})) {
        return Duration{};
    }
    const auto span = durationFromText(text);
    return span ? std::optional(*span) : std::nullopt;
}

/// What is in front of `sign`, and what comes behind it.
std::pair<std::string_view, std::string_view> parted(std::string_view text, char sign)
{
    const auto at = std::min(text.find(sign), text.size());
    return {text.substr(0, at), text.substr(std::min(at + 1, text.size()))};
}

template<class Fields, class Key> auto found(const Fields& fields, std::string_view key, Key keyOfOne)
{
    const auto at
        = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return keyOfOne(field) == key; });
    return at == fields.end() ? nullptr : &*at;
}
template<class Fields> auto found(const Fields& fields, std::string_view key)
{
    return found(fields, key, [](const auto& field) { return field.key; });
}

class Reader
{
public:
    tl::expected<Story, StoryFault> read(std::string_view text)
    {
        while (!text.empty()) {
            ++m_line;
            const auto [line, rest] = parted(text, '\n');
            text = rest;
            if (line.empty() || line.front() == '#') {
                continue;
            }
            if (const Read done = readLine(line); !done) {
                return tl::unexpected(done.error());
            }
        }
        if (!m_hasSteps) {
            ++m_line;
            return tl::unexpected(faultOf(m_hasTitle ? "the story ends before its steps" : "this is an empty file",
                                          "the plan ends with a line \"steps\", and the steps follow it"));
        }
        return std::move(m_story);
    }

private:
    using ReadOne = Read (Reader::*)(std::string_view name, std::string_view value);

    [[nodiscard]] StoryFault faultOf(std::string what, std::string hint) const
    {
        return {m_line, std::move(what), std::move(hint)};
    }
    [[nodiscard]] tl::unexpected<StoryFault> bad(std::string what, std::string hint) const
    {
        return tl::unexpected(faultOf(std::move(what), std::move(hint)));
    }
    [[nodiscard]] tl::unexpected<StoryFault> badNumber(std::string_view key, std::string_view value,
                                                       std::uint64_t least, std::uint64_t most) const
    {
        return bad(fmt::format("{} \"{}\" is no number from {} to {}", key, value, least, most),
                   fmt::format("for example {} {}", key, least));
    }

    Read readLine(std::string_view line)
    {
        if (!m_hasTitle) {
            return readTitle(line);
        }
        if (m_hasSteps) {
            return readStep(line);
        }
        if (line == "steps") {
            m_hasSteps = true;
            return isComplete();
        }
        const auto [key, value] = parted(line, ' ');
        if (const ReadOne readOne = readerOf(key)) {
            return readGroup(key, value, readOne);
        }
        if (key != "strategy") {
            if (const Read first = isFirst(key, ""); !first) {
                return first;
            }
        }
        return readSingle(key, value);
    }

    Read readTitle(std::string_view line)
    {
        const auto version = line.starts_with(title) ? numberFrom(line.substr(title.size())) : std::nullopt;
        if (!version) {
            return bad(
                fmt::format("\"{}\" is not how a story begins", line.substr(0, 60)),
                fmt::format("its first line is \"{}{}\"; a failing run of simulate prints one", title, storyVersion));
        }
        if (*version != storyVersion) {
            return bad(
                fmt::format("the story has version {}, and this program reads version {}", *version, storyVersion),
                "replay it with the program that wrote it");
        }
        m_hasTitle = true;
        return {};
    }

    /// Of a key that is said once.
    Read isFirst(std::string_view key, std::string_view inGroup)
    {
        if (!m_said.insert(std::string(inGroup) + "." + std::string(key)).second) {
            return bad(fmt::format("{} is said a second time", key), "take one of the two out");
        }
        return {};
    }

    Read readSingle(std::string_view key, std::string_view value)
    {
        Plan& plan = m_story.plan;
        if (const auto* field = found(numberFields, key)) {
            const auto number = numberFrom(value);
            if (!number || *number < field->least || *number > field->most) {
                return badNumber(key, value, field->least, field->most);
            }
            field->set(plan, *number);
            return {};
        }
        if (const auto* field = found(spanFields, key)) {
            const auto span = spanFrom(value);
            if (!span || *span < field->least || *span > field->most) {
                return badSpan(key, value, field->least, field->most);
            }
            plan.*field->member = *span;
            return {};
        }
        if (const auto* field = found(flagFields, key)) {
            const auto flag = flagFrom(value);
            if (!flag) {
                return bad(fmt::format("{} \"{}\" is neither yes nor no", key, value), fmt::format("say {} no", key));
            }
            plan.*field->member = *flag;
            return {};
        }
        if (key == "cost") {
            return readCost(value);
        }
        return key == "strategy" ? readStrategy(value) : unknown(key);
    }

    [[nodiscard]] tl::unexpected<StoryFault> badSpan(std::string_view key, std::string_view value, Duration least,
                                                     Duration most) const
    {
        return bad(
            fmt::format("{} \"{}\" is no span from {} to {}", key, value, durationText(least), durationText(most)),
            "a whole number and its unit, as in 250ms, 3s, 5m");
    }

    [[nodiscard]] tl::unexpected<StoryFault> unknown(std::string_view key) const
    {
        std::string known = "cost, strategy, weights, manners, limits";
        for (const auto& field : numberFields) {
            known += fmt::format(", {}", field.key);
        }
        for (const auto& field : spanFields) {
            known += fmt::format(", {}", field.key);
        }
        for (const auto& field : flagFields) {
            known += fmt::format(", {}", field.key);
        }
        return bad(fmt::format("a plan has no \"{}\"", key),
                   "it has " + known + "; steps come behind the line \"steps\"");
    }

    Read readCost(std::string_view value)
    {
        const auto at = std::find(costNames.begin(), costNames.end(), value);
        if (at == costNames.end()) {
            return bad(fmt::format("cost \"{}\" is neither fifo nor average", value), "say cost fifo");
        }
        m_story.plan.cost = static_cast<portfolio::CostMethod>(at - costNames.begin());
        return {};
    }

    Read readStrategy(std::string_view value)
    {
        const auto spec = strategy::specFromText(value);
        if (!spec) {
            return bad(fmt::format("strategy \"{}\": {}", value, spec.error().detail),
                       "as in strategy breakout:interval=1s,entry=10");
        }
        if (m_story.plan.strategies.size() == mostStrategies) {
            return bad(fmt::format("there are more than {} strategies", mostStrategies), "take one out");
        }
        m_story.plan.strategies.emplace_back(value);
        return {};
    }

    // --- groups: "limits a=1 b=2" ----------------------------------------------------------------------------------

    /// Null: it is no group.
    static ReadOne readerOf(std::string_view group)
    {
        return group == "weights" ? &Reader::readWeight
            : group == "manners"  ? &Reader::readManner
            : group == "limits"   ? &Reader::readLimit
                                  : nullptr;
    }

    Read readGroup(std::string_view group, std::string_view words, ReadOne readOne)
    {
        while (!words.empty()) {
            const auto [word, rest] = parted(words, ' ');
            words = rest;
            const auto [name, value] = parted(word, '=');
            if (name.empty() || value.empty()) {
                return bad(fmt::format("\"{}\" among the {} is no name with a value", word, group),
                           fmt::format("as in {} name=1 other=2", group));
            }
            if (const Read first = isFirst(name, group); !first) {
                return first;
            }
            if (const Read done = (this->*readOne)(name, value); !done) {
                return done;
            }
        }
        return {};
    }

    Read readWeight(std::string_view name, std::string_view value)
    {
        const auto kind = stepKindFromName(name);
        if (!kind) {
            return bad(fmt::format("there is no step \"{}\" that could have a weight", name),
                       "take it out, or name a step as core/host/simulate/step.cpp does");
        }
        const auto weight = numberFrom(value);
        if (!weight || *weight > mostWeight) {
            return badNumber(name, value, 0, mostWeight);
        }
        m_story.plan.weights[static_cast<std::size_t>(*kind)] = static_cast<std::uint32_t>(*weight);
        return {};
    }

    Read readManner(std::string_view name, std::string_view value)
    {
        auto& manners = m_story.plan.manners;
        if (name == mostDelayKey) {
            const auto span = spanFrom(value);
            if (!span || *span < Duration{} || *span > mostMannersDelay) {
                return badSpan(name, value, {}, mostMannersDelay);
            }
            manners.mostDelay = *span;
            return {};
        }
        const auto* field = found(mannerFields, name);
        if (field == nullptr) {
            return bad(fmt::format("the venue has no manner \"{}\"", name),
                       "take it out, or name one as core/host/simulate/story_fields.h does");
        }
        const auto share = numberFrom(value);
        if (!share || *share > 1'000) {
            return badNumber(name, value, 0, 1'000);
        }
        manners.*field->share = static_cast<int>(*share);
        return {};
    }

    Read readLimit(std::string_view name, std::string_view value)
    {
        auto& limits = m_story.plan.limits;
        if (name == enforcedKey) {
            const auto flag = flagFrom(value);
            if (!flag) {
                return bad(fmt::format("{} \"{}\" is neither yes nor no", name, value), "say enforced=yes");
            }
            limits.enforced = *flag;
            return {};
        }
        const auto* field = found(risk::limitFields(), name, [](const auto& one) { return keyOf(one); });
        if (field == nullptr) {
            return bad(fmt::format("there is no limit \"{}\"", name),
                       "take it out, or name one as core/host/simulate/story_fields.h does");
        }
        if (value == "none" && field->mayBeNone) {
            field->set(limits, std::nullopt);
            return {};
        }
        const auto least = static_cast<std::uint64_t>(field->least), most = static_cast<std::uint64_t>(field->most);
        if (field->unit == risk::LimitUnit::Span) {
            const auto span = spanFrom(value);
            if (!span || span->ns < field->least || span->ns > field->most) {
                return badSpan(name, value, {field->least}, {field->most});
            }
            field->set(limits, span->ns);
            return {};
        }
        const auto number = numberFrom(value);
        if (!number || *number < least || *number > most) {
            return badNumber(name, value, least, most);
        }
        field->set(limits, static_cast<std::int64_t>(*number));
        return {};
    }

    // --- the end of the plan, and what follows it ------------------------------------------------------------------

    Read isComplete() const
    {
        const auto isSaid = [this](std::string_view group, std::string_view key) {
            return m_said.contains(std::string(group) + "." + std::string(key));
        };
        std::vector<std::string> missing;
        const auto want = [&](std::string_view key) {
            if (!isSaid("", key)) {
                missing.emplace_back(key);
            }
        };
        for (const auto& field : numberFields) {
            want(field.key);
        }
        for (const auto& field : spanFields) {
            want(field.key);
        }
        for (const auto& field : flagFields) {
            if (!field.isLater) {
                want(field.key);
            }
        }
        want("cost");
        if (m_story.plan.strategies.empty()) {
            missing.emplace_back("strategy");
        }
        if (!isSaid("limits", enforcedKey)) {
            missing.emplace_back("limits enforced");
        }
        for (const auto& field : risk::limitFields()) {
            if (!isSaid("limits", keyOf(field))) {
                missing.emplace_back("limits " + keyOf(field));
            }
        }
        if (!missing.empty()) {
            return bad(fmt::format("the plan does not say: {}", fmt::join(missing, ", ")),
                       "say it above this line, as it was in the world of the story");
        }
        const auto faults = risk::faultsOf(m_story.plan.limits);
        return faults.empty() ? Read() : bad(faults.front(), "no desk starts with such limits");
    }

    Read readStep(std::string_view line)
    {
        const auto [name, number] = parted(line, ' ');
        const auto kind = stepKindFromName(name);
        const auto dice = numberFrom(number.starts_with("0x") ? number.substr(2) : number, 16);
        if (!kind || !dice) {
            return bad(fmt::format("\"{}\" is no step", line), "one is a name and a number, as in approve 0x1f");
        }
        m_story.steps.push_back({*kind, *dice});
        return {};
    }

    Story m_story;
    std::uint64_t m_line = 0;
    bool m_hasTitle = false, m_hasSteps = false;
    std::set<std::string> m_said; ///< "group.key"; without a group ".key".
};

} // namespace

std::string StoryFault::text(std::string_view file) const
{
    return fmt::format("{}:{}: {}", file, line, what);
}

tl::expected<Story, StoryFault> storyFromText(std::string_view text)
{
    return Reader().read(text);
}

} // namespace omni::simulate
