// The pane Account differences: what the broker's account and our books disagree on, line by line, and what a person
// does about it. Settling needs a reason and, where no code exists yet, a typed sentence.

#pragma once

#include "ui/panes/reconcile/deeds.h"
#include "ui/panes/reconcile/model.h"
#include "ui/panes/table_pane.h"

#include <array>

class QLabel;
class QLineEdit;
class QPushButton;

namespace omni::ui::reconcile {

class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    /// What must be typed before something is settled, in PAPER.
    [[nodiscard]] static QString sentence();
    [[nodiscard]] int badge() const override;

protected:
    void onFrame() override;
    void onRestart() override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retell();
    void follow();
    void ask(Deed deed);
    void send(Deed deed, const views::DifferenceView& line);
    /// Null: no line is chosen.
    [[nodiscard]] const views::DifferenceView* chosen() const;
    /// Why a settling deed cannot be done now. Empty: it can.
    [[nodiscard]] QString missingForSettling() const;

    QLabel* m_hint;
    QLineEdit* m_reason;
    QLineEdit* m_sentence;
    std::array<QPushButton*, deedCount> m_buttons{};
};

} // namespace omni::ui::reconcile
