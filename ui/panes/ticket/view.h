// The order ticket: any order by hand, checked while it is typed, asked once more, sent once.
//
// While it holds an edit it does not follow its colour group, and says so.

#pragma once

#include "ui/panes/pane.h"
#include "ui/panes/ticket/draft.h"
#include "ui/panes/ticket/sending.h"
#include "ui/widgets/press_guard.h"

#include <vector>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace omni::views {
struct Assessment;
}

namespace omni::ui {
class CheckList;
class DecimalEdit;
class DecisionButton;
class PriceEdit;
class SizeEdit;
class StateCover;
class WhatIfBars;
} // namespace omni::ui

namespace omni::ui::ticket {

class View final : public Pane
{
    Q_OBJECT

public:
    explicit View(const PaneContext& context, QWidget* parent = nullptr, Millis now = steadyMillis());
    ~View() override;

    [[nodiscard]] const Draft& draft() const noexcept
    {
        return m_draft;
    }
    [[nodiscard]] const Sending& sending() const noexcept
    {
        return *m_sending;
    }
    /// It holds something that was typed and not sent.
    [[nodiscard]] bool isEdited() const;
    /// What is said below the fields: a fault, a refusal, the outcome.
    [[nodiscard]] QString said() const;

    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void changeEvent(QEvent* event) override;
    void onFrame() override;
    void onInstrument(InstrumentId instrument) override;
    void onRestart() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// A name, a field, and below it what is said of it.
    struct Field {
        QLabel* name = nullptr;
        QWidget* edit = nullptr;
        QLabel* note = nullptr;
    };

    void build();
    void buildFields(QVBoxLayout& column);
    void connectFields();
    void buildSides(QVBoxLayout& column);
    void buildEffects(QVBoxLayout& column);
    void buildFooter(QVBoxLayout& column);
    Field addField(QGridLayout& grid, int row, int column, const QString& name, QWidget* edit);
    void addCommands();

    void target(InstrumentId instrument);
    void fillInstruments();
    void setSide(Side side);
    void readFields();
    void clear();
    void ask();
    void send();
    void back();
    void askUsual();
    void takeNotice(const runtime::Notice& notice);

    void follow();
    void followState();
    [[nodiscard]] QString stillText() const;
    void followGroup();
    void followFields();
    void followPrices(const views::InstrumentView& shown);
    void followOffers();
    void followEffects();
    void followFooter();
    void followMarket(const views::InstrumentView& shown);
    void followSizeNote(const views::InstrumentView& shown);
    void showFees(const QString& fees);
    void retell();
    [[nodiscard]] QString lossWords() const;
    [[nodiscard]] QString amountFault() const;
    [[nodiscard]] QString firstFault() const;
    [[nodiscard]] QString outcome() const;
    [[nodiscard]] QString refusedWords() const;
    [[nodiscard]] const views::InstrumentView* shown() const;

    PressGuard m_guard;
    Sending* m_sending;
    Stage m_stage = Stage::Editing; ///< As last seen.
    Draft m_draft, m_blank;
    InstrumentId m_wanted; ///< What the group shows, while it is not followed.
    std::vector<Lots> m_usual; ///< Lots of the newest fills of this instrument.
    bool m_isUsualOld = false; ///< It has filled since.
    std::shared_ptr<const views::Assessment> m_assessment;
    bool m_isFilling = false;
    int m_scale; ///< At which it was built.
    QString m_coverText; ///< As last shown.

    StateCover* m_cover;
    QWidget* m_footer;
    QComboBox* m_symbol;
    QLabel* m_market;
    QLabel* m_notFollowing;
    QPushButton* m_followNow;
    QPushButton* m_buy;
    QPushButton* m_sell;
    bool m_takesPostOnly = true;
    QComboBox* m_kind;
    QComboBox* m_time;
    QComboBox* m_sizeBy;
    SizeEdit* m_units;
    QLineEdit* m_amount; ///< Per cent of equity, or a risk.
    PriceEdit* m_limit;
    PriceEdit* m_trigger;
    PriceEdit* m_trail;
    PriceEdit* m_stop;
    PriceEdit* m_target;
    Field m_unitsField, m_amountField, m_limitField, m_triggerField, m_trailField, m_stopField, m_targetField;
    QCheckBox* m_postOnly;
    QCheckBox* m_reduceOnly;
    QLabel* m_value;
    QLabel* m_loss;
    QLabel* m_fees;
    WhatIfBars* m_whatIf;
    CheckList* m_checks;
    QLabel* m_said;
    QWidget* m_question;
    QLabel* m_sentence;
    QLabel* m_doubts;
    DecisionButton* m_send;
    DecisionButton* m_back;
    DecisionButton* m_clear;
    DecisionButton* m_ask;
};

} // namespace omni::ui::ticket
