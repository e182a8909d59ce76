// The pane of AI proposals: the queue above, all about the chosen one below, and at the foot what can be done with it.
//
// The pane never approves: its first button only opens the review.

#pragma once

#include "core/host/runtime/link.h"
#include "ui/panes/pane.h"
#include "ui/widgets/press_guard.h"

#include <optional>

class QAction;
class QBoxLayout;
class QLabel;
class QListView;
class QScrollArea;
class QStackedWidget;

namespace omni::ui {
class DecisionButton;
class ExpiryBar;
} // namespace omni::ui

namespace omni::ui::proposals {

class Detail;
class QueueModel;

class View final : public Pane
{
    Q_OBJECT

public:
    /// `now`: a clock that never steps; for tests.
    explicit View(const PaneContext& context, QWidget* parent = nullptr, Millis now = steadyMillis());

    /// How many wait.
    [[nodiscard]] int badge() const override;
    [[nodiscard]] ProposalId selected() const noexcept
    {
        return m_selected;
    }
    /// Shows it. Moves nothing else.
    void select(ProposalId id);
    /// The same by hand: the panes of its group go to its instrument.
    void choose(ProposalId id);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void onFrame() override;
    void onRestart() override;

private:
    void build();
    void retell();
    QWidget* makeList();
    QWidget* makeFooter();
    void arrangeFooter();
    QWidget* makeRejected();
    void bringMarket();
    void offerMarket();
    void addCommands();
    QAction* addCommand(const QString& key, const char* text, const QKeySequence& keys, std::function<void()> run);
    void step(int by);
    void review();
    void amend();
    void reject();
    void snooze();
    void bringBack();
    void giveReason(const QString& key);
    void follow();
    void followState();
    void followSelection();
    void followFooter();
    void followRejected();
    void followCommands();
    void followReturn(const runtime::Notice& notice);
    void restoreRow();
    [[nodiscard]] QString emptyText() const;
    [[nodiscard]] QString blockedText() const;
    [[nodiscard]] QString staleText() const;
    [[nodiscard]] bool isWaiting() const;
    [[nodiscard]] Duration backLeft() const;
    [[nodiscard]] bool canBringBack() const;

    struct Commands {
        QAction* review = nullptr;
        QAction* amend = nullptr;
        QAction* reject = nullptr;
        QAction* snooze = nullptr;
        QAction* bringBack = nullptr;
        QAction* next = nullptr;
        QAction* previous = nullptr;
    };

    Millis m_now;
    Commands m_commands;
    QueueModel* m_queue;
    ProposalId m_selected;
    ProposalId m_reasonFor; ///< The rejected one whose reason was given.
    QString m_reason;
    ProposalId m_returning; ///< Takes the place of the rejected one as soon as it waits.
    bool m_isBackAsked = false; ///< Of the selected one.
    int m_badge = -1;
    int m_scale; ///< At which it was built.
    bool m_isBringing = false; ///< The group's instrument changes by this pane.
    bool m_isOffered = false; ///< The first proposal's market is shown as soon as that disturbs nobody.
    std::optional<std::int64_t> m_movedAt; ///< When somebody last chose an instrument for the group.
    QStackedWidget* m_stack;
    QLabel* m_empty;
    QLabel* m_notice;
    QListView* m_list;
    QScrollArea* m_scroll;
    Detail* m_detail;
    QWidget* m_footer;
    QBoxLayout* m_expiryRow;
    QBoxLayout* m_buttonRow;
    int m_rowsInSight = 4; ///< Of the queue; fewer in a pane that is low.
    QLabel* m_left;
    ExpiryBar* m_bar;
    DecisionButton* m_review;
    DecisionButton* m_amend;
    DecisionButton* m_reject;
    QWidget* m_rejected;
    DecisionButton* m_back;
};

} // namespace omni::ui::proposals
