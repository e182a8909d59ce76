#include "core/host/simulate/checks/latch_check.h"

#include "core/desk/events/principals.h"
#include "core/host/runtime/terminal/kill_switch.h"

#include <fmt/format.h>

#include <algorithm>

namespace omni::simulate {

using namespace events;

namespace {

/// A fresh second factor came with it, a reason, and a name that has the right.
bool isWithRight(const std::optional<Command>& said, PrincipalId by) noexcept
{
    return said && said->by == by && (by == owner || by == script) && said->stepUp && !said->reason.empty();
}

} // namespace

LatchCheck::Standing LatchCheck::standingIn(const engine::DeskState& state)
{
    Standing standing;
    for (const auto& entry : state.latches) {
        standing.latches.insertOrAssign(entry.key, entry.value.level);
    }
    for (const auto& entry : state.breakers) {
        standing.breakers.insertOrAssign(entry.key, true);
    }
    return standing;
}

LatchCheck::Standing& LatchCheck::change(Sequence seq)
{
    m_changes.push_back({seq, now()});
    return m_changes.back().after;
}

void LatchCheck::latch(Sequence seq, risk::Scope scope, risk::KillLevel level)
{
    auto& stands = change(seq).latches.findOrInsert(scope);
    stands = std::max(stands, level);
}

// --- over a crash ----------------------------------------------------------------------------------------------------

void LatchCheck::onCrash(const Scene& scene, Findings&)
{
    m_onFile = scene.switchLevel;
}

/// As after some change that the journal's end allows: the newest before it, or one of that event itself, of which a
/// torn end may have left a part.
bool LatchCheck::isGivenBack(Sequence recovered, const Standing& found) const
{
    const bool isWhole = recovered <= m_durable;
    const auto behind
        = std::find_if(m_changes.begin(), m_changes.end(), [&](const Change& one) { return one.seq > recovered; });
    for (auto at = behind; at != m_changes.begin();) {
        --at;
        if (at->after == found) {
            return true;
        }
        if (isWhole || at->seq < recovered) {
            return false;
        }
    }
    return false;
}

void LatchCheck::onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings)
{
    Standing found = standingIn(recovered);
    if (!isGivenBack(scene.recovered, found)) {
        findings.broken(12, scene.step,
                        fmt::format("{} latches and {} breakers stand after the restart, {} and {} did at record {}",
                                    found.latches.size(), found.breakers.size(), now().latches.size(),
                                    now().breakers.size(), scene.recovered.value));
    }
    m_changes.assign(1, {scene.recovered, std::move(found)});
    m_said.reset();
    m_durable = scene.recovered;
    m_mode = risk::Mode::Halted; // every start is
    m_pressed = m_told = 0;
    m_isOpening = m_isToBeHeld = true;
    m_isLifted = false;
}

void LatchCheck::onDurable(const Scene&, Sequence durable, Findings&)
{
    m_durable = durable;
    if (m_changes.size() < 2 || m_changes[1].seq > durable) {
        return;
    }
    const auto behind
        = std::find_if(m_changes.begin(), m_changes.end(), [durable](const Change& one) { return one.seq > durable; });
    m_changes.erase(m_changes.begin(), behind - 1);
}

void LatchCheck::holdAgainstFile(const Scene& scene, Findings& findings)
{
    m_isToBeHeld = false;
    const auto* latch = now().latches.find(risk::Scope{});
    const bool stands = latch != nullptr && *latch >= m_onFile;
    if (m_onFile != risk::KillLevel::None && !m_isLifted && (!stands || scene.switchLevel < m_onFile)) {
        findings.broken(
            12, scene.step,
            fmt::format("the latch's file said {}, and the desk has started without it", risk::nameOf(m_onFile)));
    }
}

// --- while it runs ---------------------------------------------------------------------------------------------------

void LatchCheck::onInput(const Scene&, const Stamp& stamp, const Event& event, Findings&)
{
    m_said.reset();
    if (const auto* latched = std::get_if<KillLatched>(&event)) {
        latch(stamp.seq, latched->scope, latched->level);
        m_told += m_isOpening || latched->cause.view() == runtime::resetNotWritten ? 0U : 1U;
    } else if (const auto* command = std::get_if<Command>(&event)) {
        if (std::holds_alternative<ResetKill>(command->what) || std::holds_alternative<ClearBreaker>(command->what)
            || std::holds_alternative<SetMode>(command->what)) {
            m_said = *command;
        }
    } else if (std::holds_alternative<SessionStarted>(event) || std::holds_alternative<SessionEnded>(event)) {
        m_mode = risk::Mode::Halted;
    }
}

void LatchCheck::onTick(const Scene&, const Stamp&, const market::Tick&, Findings&)
{
    m_said.reset();
}

void LatchCheck::onFact(const Scene& scene, const Stamp& stamp, const Fact& fact, Findings& findings)
{
    if (const auto* latched = std::get_if<Latched>(&fact)) {
        latch(stamp.seq, latched->scope, latched->level);
    } else if (const auto* lifted = std::get_if<LatchCleared>(&fact)) {
        onLifted(scene, stamp.seq, *lifted, findings);
    } else if (const auto* tripped = std::get_if<BreakerTripped>(&fact)) {
        const std::uint64_t subject = tripped->strategy ? tripped->strategy.value : tripped->instrument.value;
        change(stamp.seq).breakers.insertOrAssign({tripped->breaker, subject}, true);
    } else if (const auto* cleared = std::get_if<BreakerCleared>(&fact)) {
        onCleared(scene, stamp.seq, *cleared, findings);
    } else if (const auto* changed = std::get_if<ModeChanged>(&fact)) {
        onMode(scene, *changed, findings);
    }
}

void LatchCheck::onLifted(const Scene& scene, Sequence seq, const LatchCleared& cleared, Findings& findings)
{
    const auto* reset = m_said ? std::get_if<ResetKill>(&m_said->what) : nullptr;
    if (reset == nullptr || reset->scope != cleared.scope || !isWithRight(m_said, cleared.by)) {
        findings.broken(12, scene.step, "a latch was lifted without a person's right, reason or second factor");
    }
    m_isLifted = m_isLifted || cleared.scope == risk::Scope{};
    change(seq).latches.erase(cleared.scope);
}

void LatchCheck::onCleared(const Scene& scene, Sequence seq, const BreakerCleared& cleared, Findings& findings)
{
    const std::uint64_t subject = cleared.strategy ? cleared.strategy.value : cleared.instrument.value;
    const auto* clear = m_said ? std::get_if<ClearBreaker>(&m_said->what) : nullptr;
    const bool isThis = clear != nullptr && clear->breaker == static_cast<std::uint8_t>(cleared.breaker)
        && clear->strategy == cleared.strategy && clear->instrument == cleared.instrument;
    if (!isThis || !isWithRight(m_said, cleared.by)) {
        findings.broken(12, scene.step,
                        fmt::format("the breaker {} was lifted without a person's right, reason or second factor",
                                    nameOf(cleared.breaker)));
    }
    change(seq).breakers.erase({cleared.breaker, subject});
}

/// Down: anybody. Up: a right, a reason, a healthy desk.
void LatchCheck::onMode(const Scene& scene, const ModeChanged& changed, Findings& findings)
{
    const auto* wish = m_said ? std::get_if<SetMode>(&m_said->what) : nullptr;
    if (changed.mode > m_mode) {
        if (wish == nullptr || wish->mode != changed.mode || !isWithRight(m_said, changed.by)) {
            findings.broken(12, scene.step,
                            fmt::format("the mode rose to {} without a person's right, reason or second factor",
                                        risk::nameOf(changed.mode)));
        } else if (!now().breakers.isEmpty() || now().latches.contains(risk::Scope{})) {
            findings.broken(12, scene.step, "the mode rose under a breaker or a latch over everything");
        }
    }
    m_mode = changed.mode;
}

void LatchCheck::onKillPressed(const Scene&, risk::KillLevel, Findings&)
{
    m_isOpening = false;
    ++m_pressed;
}

/// What stands in the desk is what was latched and not lifted, no more and no less.
void LatchCheck::onStep(const Scene& scene, Findings& findings)
{
    if (scene.engine == nullptr) {
        return;
    }
    m_isOpening = false;
    if (m_isToBeHeld) {
        holdAgainstFile(scene, findings);
    }
    const auto& state = scene.engine->state();
    const Standing& mine = now();
    const auto isSameLatch = [&](const auto& entry) {
        const auto* level = mine.latches.find(entry.key);
        return level != nullptr && *level == entry.value.level;
    };
    const auto isSameBreaker = [&](const auto& entry) { return mine.breakers.contains(entry.key); };
    if (state.latches.size() != mine.latches.size() || state.breakers.size() != mine.breakers.size()
        || !std::all_of(state.latches.begin(), state.latches.end(), isSameLatch)
        || !std::all_of(state.breakers.begin(), state.breakers.end(), isSameBreaker)) {
        findings.broken(12, scene.step,
                        fmt::format("{} latches and {} breakers stand, {} and {} should", state.latches.size(),
                                    state.breakers.size(), mine.latches.size(), mine.breakers.size()));
    }
    if (state.mode != m_mode) {
        findings.broken(
            12, scene.step,
            fmt::format("the mode is {}, and was set to {}", risk::nameOf(state.mode), risk::nameOf(m_mode)));
    }
}

void LatchCheck::onQuiet(const Scene& scene, Findings& findings)
{
    if (m_pressed != m_told) {
        findings.broken(27, scene.step,
                        fmt::format("the kill switch was pressed {} times, the desk was told {}", m_pressed, m_told));
    }
    const auto* latched = now().latches.find(risk::Scope{});
    const auto known = latched != nullptr ? *latched : risk::KillLevel::None;
    if (scene.engine != nullptr && !scene.journalFailed && scene.switchLevel != known) {
        findings.broken(27, scene.step,
                        fmt::format("the kill switch stands at {}, and at {} for the desk",
                                    risk::nameOf(scene.switchLevel), risk::nameOf(known)));
    }
}

} // namespace omni::simulate
