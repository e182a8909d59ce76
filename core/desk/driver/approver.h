// Who answers proposals in a session without a window: nobody, everybody, or a list written beforehand.

#pragma once

#include "core/base/error.h"
#include "core/base/flat_map.h"
#include "core/base/stamp.h"
#include "core/desk/engine/engine.h"
#include "core/desk/events/command.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace omni::driver {

enum class ApprovalRule : std::uint8_t {
    Manual, ///< Proposals wait for a person, and expire.
    All, ///< Each is approved as it is.
    List, ///< As the list says; those not named wait and expire.
};

/// One answer of a list.
struct ListedAnswer {
    bool approves = true;
    std::optional<Lots> size; ///< Smaller than proposed.
    std::uint64_t line = 0; ///< Of the list, from 1.
    bool wasAsked = false; ///< A proposal of that number has waited.
};

/// What is wrong with a list.
struct ListFault {
    std::uint64_t line = 0; ///< From 1.
    std::string what; ///< With the form that a line has.
};

/// The number of a proposal as people write it: "12", or "P-0012" as the window shows it. None: it is neither.
[[nodiscard]] std::optional<ProposalId> proposalFromText(std::string_view text) noexcept;

/// An answer that an `Approver` gave.
[[nodiscard]] bool isByRule(const events::Command& command) noexcept;

class Approver
{
public:
    /// `delay`: what a person would take; answers are given that much later, in market time.
    Approver(ApprovalRule rule, PrincipalId by, Duration delay = {}) noexcept
        : m_rule(rule)
        , m_by(by)
        , m_delay(delay)
    {
    }

    /// A list, one answer a line: "12 approve", "13 approve 5" (lots), "P-0014 decline", "* approve" for all others.
    /// "#" begins a comment.
    [[nodiscard]] static tl::expected<Approver, ListFault> fromList(std::string_view text, PrincipalId by,
                                                                    Duration delay = {});

    /// The line of the list that answers it. None: no list, or none of its lines.
    [[nodiscard]] std::optional<std::uint64_t> lineOf(ProposalId proposal) const noexcept;

    /// Of the list: the numbers that no proposal has had which waited, in the order of their lines. Those answers came
    /// to nothing.
    [[nodiscard]] std::vector<std::pair<ProposalId, ListedAnswer>> neverAsked() const;

    /// A proposal waits now; its answer is noted, if the rule has one.
    void onProposal(const Stamp& stamp, ProposalId proposal);
    /// Answers that are not due yet: as many as there were proposals within the delay (S26).
    [[nodiscard]] std::size_t pending() const noexcept
    {
        return m_due.size();
    }
    /// When the next answer is due; none: nothing is pending.
    [[nodiscard]] std::optional<Timestamp> nextDue() const noexcept;
    /// The answer due at or before `until`. It signs what the engine shows at this moment; a proposal that is gone by
    /// then gets none.
    [[nodiscard]] std::optional<events::Command> take(Timestamp until, engine::Engine& engine, const Stamp& now);

private:
    [[nodiscard]] std::optional<ListedAnswer> answerFor(ProposalId proposal) const noexcept;

    ApprovalRule m_rule;
    PrincipalId m_by;
    Duration m_delay;
    FlatMap<ProposalId, ListedAnswer> m_list;
    std::optional<ListedAnswer> m_others;
    std::deque<std::pair<Timestamp, ProposalId>> m_due; ///< In the order in which they were proposed.
};

} // namespace omni::driver
