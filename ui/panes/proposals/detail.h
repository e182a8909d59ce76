// All that is known of one proposal, as one column: what, money, reasons, what-if, checks, track record.

#pragma once

#include "core/desk/views/desk_snapshot.h"

#include <QString>
#include <QWidget>

#include <vector>

class QBoxLayout;
class QGridLayout;
class QLabel;

namespace omni::ui {
class CheckList;
class Chip;
class EngineLink;
class ReasonBars;
class ReasonTaps;
class Theme;
class TrackRecordView;
class WhatIfBars;
struct Formats;
} // namespace omni::ui

namespace omni::ui::proposals {

class Detail final : public QWidget
{
    Q_OBJECT

public:
    Detail(EngineLink& engine, const Theme& theme, const Formats& formats, QWidget* parent = nullptr);

    /// `state`: what the chip says; `isDecided`: greyed, nothing can be done with it.
    void show(const views::ProposalView& view, const QString& state, bool isDecided);
    void showReasonTaps(bool isVisible, const QString& given);
    [[nodiscard]] QString headline() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void reasonGiven(const QString& key);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Fact {
        QLabel* name;
        QLabel* value;
    };
    [[nodiscard]] QLabel* addFact(const QString& name);
    void placeFacts(int columns);
    void arrange();
    QWidget* makeHead();
    QWidget* makeFacts();
    void showHead(const views::ProposalView& view, const market::Instrument& instrument, const QString& state,
                  bool isDecided);
    void showFacts(const views::ProposalView& view, const market::Instrument& instrument);
    void showReward(const views::ProposalView& view);
    void showEffects(const views::ProposalView& view, const market::Instrument& instrument);

    EngineLink& m_engine;
    const Theme& m_theme;
    const Formats& m_formats;
    ProposalId m_shown; ///< The reasons of which are shown; they never change.
    QBoxLayout* m_top;
    QGridLayout* m_grid;
    std::vector<Fact> m_facts;
    int m_factColumns = 0; ///< As they stand now.
    QLabel* m_headline;
    Chip* m_chip;
    QLabel* m_terms;
    QLabel* m_stop;
    QLabel* m_target;
    QLabel* m_rewardRisk;
    QLabel* m_loss;
    QLabel* m_fees;
    QLabel* m_chance;
    QLabel* m_expected;
    ReasonTaps* m_taps;
    QLabel* m_whyNote;
    QLabel* m_caution; ///< The reasons shown speak against it, on the whole.
    ReasonBars* m_reasons;
    WhatIfBars* m_whatIf;
    CheckList* m_checks;
    TrackRecordView* m_track;
};

} // namespace omni::ui::proposals
