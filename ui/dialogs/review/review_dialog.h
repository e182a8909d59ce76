// The review of a proposal (picture 03): the order, the reasons and the consequences side by side, and the decision.
//
// One of it for a window: it remembers how fast the last approvals were. Shown with open(); closing it decides nothing.
// It never sends without a fresh press on an active button or key.

#pragma once

#include "ui/dialogs/review/columns.h"
#include "ui/dialogs/review/review_model.h"
#include "ui/widgets/press_guard.h"

#include <QDialog>
#include <QTimer>

#include <vector>

class QBoxLayout;
class QCheckBox;
class QHBoxLayout;
class QScrollArea;

namespace omni::ui {
class Chip;
class DecisionButton;
class ExpiryBar;
} // namespace omni::ui

namespace omni::ui::review {

class StateBar;

class ReviewDialog final : public QDialog
{
    Q_OBJECT

public:
    ReviewDialog(EngineLink& engine, Theme& theme, const Formats& formats, QWidget* parent,
                 Millis now = steadyMillis());
    ~ReviewDialog() override;

    /// Opens, or goes on with, this proposal.
    void review(ProposalId proposal);
    /// The same with open fields.
    void amend(ProposalId proposal);

    [[nodiscard]] const ReviewModel& model() const noexcept
    {
        return *m_model;
    }
    /// What stands between the review and an approval, in words: tooltip and description of the button.
    [[nodiscard]] QStringList missingWords() const;
    /// As if time had passed; for tests.
    void refresh();

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void orderAsked(omni::OrderId order);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void retell();
    void placeWarnings();
    void arrange();
    void placeValues();
    void stackColumns();
    void standColumnsBeside();
    void lookedAt();
    [[nodiscard]] QScrollArea& evidenceScroll() const;
    QWidget* makeHeader();
    QWidget* makeHeadline();
    QWidget* makeColumns();
    QScrollArea* makeColumn(QWidget* column, const QString& name);
    QScrollArea* makeStack();
    QWidget* makeFooter();
    void orderFocus();
    void follow();
    void followHead();
    void followWarnings();
    void followButtons();
    void onKey(const QKeyEvent& event);
    bool onLetter(int key);
    void escape();
    void approve();
    void declineIt();
    void snoozeIt();
    void amendIt();
    void sendAmendment();
    void next();
    [[nodiscard]] ProposalId nextWaiting() const;
    [[nodiscard]] QString approveWords() const;
    [[nodiscard]] QString headline(const market::Instrument& instrument) const;

    EngineLink& m_engine;
    Theme& m_theme;
    const Formats& m_formats;
    PressGuard m_guard;
    ReviewModel* m_model;
    int m_scale; ///< At which it was built.
    QTimer m_timer;
    QWidget* m_header;
    QLabel* m_title;
    QLabel* m_origin;
    Chip* m_environment;
    QLabel* m_mark;
    QLabel* m_headline;
    QLabel* m_money;
    QLabel* m_loss;
    QWidget* m_expiry; ///< While there is something to decide.
    QLabel* m_left;
    QLabel* m_total;
    ExpiryBar* m_bar;
    StateBar* m_state;
    OrderColumn* m_order;
    WhyColumn* m_why;
    EffectColumn* m_effect;
    std::vector<QScrollArea*> m_scrolls; ///< One for each column, and the one of all where they are stacked.
    bool m_isStacked = false;
    QBoxLayout* m_headRow; ///< The order and the time that is left.
    QBoxLayout* m_valueRow; ///< What it is worth and what it may lose.
    QWidget* m_stack; ///< Where the columns stand one below the other.
    QWidget* m_warnings;
    QHBoxLayout* m_warningRow;
    QHBoxLayout* m_buttonRow;
    QHBoxLayout* m_narrowRow;
    struct Tick {
        risk::Rule rule;
        QCheckBox* box;
        QWidget* key;
    };
    std::vector<Tick> m_ticks;
    DecisionButton* m_reject;
    DecisionButton* m_snooze;
    DecisionButton* m_back;
    DecisionButton* m_next;
    DecisionButton* m_amend;
    DecisionButton* m_approve;
    DecisionButton* m_close;
};

} // namespace omni::ui::review
