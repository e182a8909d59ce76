// The review of one proposal as a state machine (ui-spec 7): what is shown, what is missing, what has been sent.
//
// The engine enforces every rule; this decides only what the window offers. It sends one command for one decision,
// however often a button is pressed. UI thread.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "core/host/runtime/link.h"
#include "ui/dialogs/review/review_pace.h"
#include "ui/widgets/order_follower.h"
#include "ui/widgets/press_guard.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace omni::ui {
class EngineLink;
}

namespace omni::ui::review {

enum class Step : std::uint8_t {
    None, ///< Nothing is under review.
    Reviewing,
    Drifted, ///< The price is outside the band: no approval while it stays there.
    Amending, ///< Fields are open.
    Approving, ///< Sent to the desk, not answered.
    Refused, ///< The desk said no. `refusal`, `denial` or `fault` says why.
    NeedsSentence, ///< The desk asks for the typed sentence.
    Sent, ///< Approved; `order` tells how it goes on.
    Rejected,
    Snoozed,
    Expired,
    Withdrawn, ///< `cause` says by what.
};

/// What stands between the review and an approval.
enum class Missing : std::uint8_t {
    NotReviewing, ///< The state has no approval.
    StillOpening, ///< It is to be open for two seconds.
    VerdictHidden, ///< Reasons and what-if have not been looked at.
    NoAssessment, ///< Nothing is known about the checks.
    Checks, ///< One or more fail.
    Warnings, ///< One or more are not ticked.
    StaleQuote,
    TooLate, ///< At most three seconds are left.
    KillSwitch,
    Drifted,
};

class ReviewModel final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::int64_t openMs = 2'000;
    static constexpr std::int64_t hiddenMs = 5'000;
    static constexpr Duration leastLeft = seconds(3); ///< As the desk asks for; at exactly three nothing is offered.
    static constexpr Duration snoozeSpan = seconds(30);

    ReviewModel(EngineLink& engine, Millis now, QObject* parent = nullptr);

    /// Begins, or begins anew. A proposal that the desk does not have is withdrawn at once.
    void review(ProposalId proposal);

    // --- what is shown -------------------------------------------------------------------------------------------
    [[nodiscard]] Step step() const noexcept;
    [[nodiscard]] bool isOver() const noexcept; ///< Nothing more can be decided.
    [[nodiscard]] ProposalId proposal() const noexcept
    {
        return m_id;
    }
    /// As last seen; after the end as it was.
    [[nodiscard]] const views::ProposalView& view() const noexcept
    {
        return m_view;
    }
    /// Null: not known to the session.
    [[nodiscard]] const views::InstrumentView* instrument() const noexcept;
    /// The order as the open fields would make it; otherwise the proposal's.
    [[nodiscard]] orders::OrderTicket ticket() const;
    /// Of the whole order now. Null: nothing can be said.
    [[nodiscard]] const views::Assessment* assessment() const noexcept
    {
        return m_assessment.get();
    }
    /// What the strategy had proposed, when this is an amendment of it.
    [[nodiscard]] const std::optional<events::ProposalMade>& original() const noexcept
    {
        return m_original;
    }
    /// Rules that are near their limits; each is to be ticked.
    [[nodiscard]] std::vector<risk::Rule> warnings() const;
    /// The position or the open orders of the instrument have changed since the review was opened: it began anew then.
    [[nodiscard]] bool hasMoved() const noexcept
    {
        return m_hasMoved;
    }
    [[nodiscard]] bool isTicked(risk::Rule rule) const
    {
        return m_ticked.contains(rule);
    }
    [[nodiscard]] std::vector<Missing> missing() const;
    [[nodiscard]] bool canApprove() const
    {
        return missing().empty();
    }
    /// Headline and score are covered until the evidence was looked at.
    [[nodiscard]] bool isVerdictHidden() const;
    [[nodiscard]] const std::optional<risk::Refusal>& refusal() const noexcept
    {
        return m_refusal;
    }
    [[nodiscard]] const std::optional<events::Denial>& denial() const noexcept
    {
        return m_denial;
    }
    /// No session took the command.
    [[nodiscard]] bool wasNotTaken() const noexcept
    {
        return m_wasNotTaken;
    }
    [[nodiscard]] events::Cause cause() const noexcept
    {
        return m_cause;
    }
    [[nodiscard]] events::Closing closing() const noexcept
    {
        return m_closing;
    }
    [[nodiscard]] PrincipalId decidedBy() const noexcept
    {
        return m_by;
    }
    /// The entry that came of it. None before it exists.
    [[nodiscard]] const std::optional<orders::OrderRecord>& order() const noexcept
    {
        return m_order.record();
    }
    /// Since the desk was asked.
    [[nodiscard]] std::int64_t waitedMs() const;
    [[nodiscard]] std::int64_t openedForMs() const;
    [[nodiscard]] const QString& reasonGiven() const noexcept
    {
        return m_reasonGiven;
    }

    // --- what a person does --------------------------------------------------------------------------------------
    /// False, and nothing is sent: something is missing.
    bool approve();
    void reject();
    /// "price", "size", "timing", "reason", "other": noted beside the rejected proposal, once.
    void giveReason(const QString& key);
    void snooze();
    /// Of a rejected one, for as long as the desk brings it back: the review begins anew with what came back.
    [[nodiscard]] bool canBringBack() const;
    void bringBack();
    void beginAmending();
    void stopAmending();
    /// What the open fields say now: checks and what-if are of that order while amending.
    void draft(const events::Amend& with);
    /// True: sent. What is absent stays as it was.
    bool amend(const events::Amend& with);
    void tick(risk::Rule rule, bool isTicked);
    /// The next warning that is not ticked. False: there is none.
    bool tickNext();
    void sawReasons();
    void sawWhatIf();
    /// Out of Refused or NeedsSentence, back to the review, which restarts.
    void backToReview();
    /// The sentence was typed.
    void confirmSentence();
    /// Time has passed: emits `changed` when that changes anything.
    void passTime();

signals:
    void changed();
    /// The review goes on with another proposal: the amended one.
    void followed(omni::ProposalId proposal);

private:
    void restart();
    void look(const Digest& standing);
    void end(Step step);
    bool sendApproval(bool stepUp);
    void assess();
    void takeFrame();
    void takeNotice(const runtime::Notice& notice);
    void takeCommand(const Stamp& stamp, const events::Command& command);
    void takeFact(const Stamp& stamp, const events::Fact& fact);
    void takeClosing(const events::ProposalClosed& closed);
    void takeDenial(events::Denial why);
    void takeMade(const events::ProposalMade& made);

    EngineLink& m_engine;
    Millis m_now;
    ReviewPace m_pace;
    Step m_step = Step::None;
    ProposalId m_id;
    views::ProposalView m_view;
    std::shared_ptr<const views::Assessment> m_assessment;
    std::optional<events::ProposalMade> m_original;
    events::Amend m_draft; ///< While amending.
    std::set<risk::Rule> m_ticked;
    std::int64_t m_rejectedAtMs = 0;
    bool m_isBackAsked = false;
    bool m_hides = false, m_sawReasons = false, m_sawWhatIf = false;
    bool m_isAmendSent = false;
    std::int64_t m_openedAt = 0, m_askedAt = 0;
    std::optional<Sequence> m_command; ///< The newest command about this proposal, until its facts have come.
    Digest m_standing{}; ///< What `m_assessment` was worked out from. Zeros: nothing yet.
    bool m_hasMoved = false;
    std::optional<risk::Refusal> m_refusal;
    std::optional<events::Denial> m_denial;
    bool m_wasNotTaken = false;
    events::Cause m_cause = events::Cause::Person;
    events::Closing m_closing = events::Closing::Withdrawn;
    PrincipalId m_by;
    OrderFollower m_order;
    QString m_reasonGiven;
    std::vector<Missing> m_lastMissing;
};

/// Outside LIVE the review itself, its ticks and a fresh press stand for the typed sentence; in LIVE nothing stands for
/// a code.
[[nodiscard]] bool carriesStepUp(orders::Environment environment) noexcept;
/// "price_collar" and so on, as the engine names it.
[[nodiscard]] QString keyOf(risk::Rule rule);

} // namespace omni::ui::review
