// The three columns of the review: the order and its market, the reasons, what approving would do.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "ui/dialogs/review/review_model.h"

#include <QWidget>

#include <optional>
#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace omni::ui {
class CheckList;
struct CheckRow;
class DecimalEdit;
class DecisionButton;
class DriftGuard;
class EngineLink;
class MiniChart;
class PriceEdit;
class SectionHead;
class SizeEdit;
class Theme;
class TrackRecordView;
class Waterfall;
class WhatIfBars;
struct Formats;
struct WordsContext;
} // namespace omni::ui

namespace omni::ui::review {

struct ColumnContext {
    EngineLink& engine;
    Theme& theme;
    const Formats& formats;
    const ReviewModel& model;
};

/// Fields, open only while amending; the market and the band that the price must not leave.
class OrderColumn final : public QWidget
{
    Q_OBJECT

public:
    OrderColumn(const ColumnContext& context, QWidget* parent = nullptr);
    ~OrderColumn() override;

    /// The model shows another proposal, or another state of it.
    void follow();
    /// What differs from the proposal. Empty fields and unchanged ones are absent.
    [[nodiscard]] events::Amend wish() const;
    /// Why the fields cannot be sent; empty: they can.
    [[nodiscard]] QString fault() const;
    void focusFirstField();

signals:
    void edited();
    /// The fields are to be opened.
    void amendAsked();

private:
    struct Field {
        DecimalEdit* edit = nullptr;
        QLabel* name = nullptr;
        QLabel* note = nullptr; ///< "was 60", the distance, or what is wrong.
    };
    Field addField(QGridLayout& grid, int row, int column, const QString& name, DecimalEdit* edit);
    void addAmend(QVBoxLayout& column);
    void addMarket(QVBoxLayout& column);
    void addDrift(QVBoxLayout& column);
    void fill();
    void followNotes();
    void followMarket();
    void followDrift();
    void watch(std::optional<views::SeriesKey> key);
    [[nodiscard]] QString noteOf(const Field& field, const QString& was, bool isChanged, const QString& plain) const;

    ColumnContext m_context;
    ProposalId m_filled; ///< Whose figures stand in the fields.
    bool m_isOpen = false;
    std::optional<views::SeriesKey> m_watched;
    SizeEdit* m_size;
    PriceEdit* m_limit;
    PriceEdit* m_stop;
    PriceEdit* m_target;
    Field m_sizeField, m_limitField, m_stopField, m_targetField;
    QLabel* m_time;
    QLabel* m_exit;
    QWidget* m_amendRow;
    DecisionButton* m_amend;
    SectionHead* m_marketHead;
    MiniChart* m_chart;
    SectionHead* m_driftHead;
    DriftGuard* m_drift;
    QLabel* m_driftNote;
};

class WhyColumn final : public QWidget
{
    Q_OBJECT

public:
    WhyColumn(const ColumnContext& context, QWidget* parent = nullptr);

    void follow();
    [[nodiscard]] QWidget* evidence() const; ///< What has the focus and is scrolled.

private:
    ColumnContext m_context;
    ProposalId m_shown;
    bool m_isHidden = false;
    SectionHead* m_head;
    Waterfall* m_steps;
    QLabel* m_caution; ///< The reasons shown speak against it, on the whole.
    QWidget* m_box;
    QLabel* m_for;
    QLabel* m_against;
    TrackRecordView* m_track;
};

class EffectColumn final : public QWidget
{
    Q_OBJECT

public:
    EffectColumn(const ColumnContext& context, QWidget* parent = nullptr);

    void follow();
    [[nodiscard]] QWidget* evidence() const;
    [[nodiscard]] QWidget* checks() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitPassed();
    void showChecks(std::vector<CheckRow> checks);
    void showCosts(const views::Assessment& assessment, const WordsContext& words);
    void showNearest(const views::Assessment& assessment, const WordsContext& words);

    ColumnContext m_context;
    WhatIfBars* m_whatIf;
    QLabel* m_nearest;
    SectionHead* m_checksHead;
    CheckList* m_checks; ///< What has not passed.
    QPushButton* m_fold; ///< "18 passed": shows and hides them.
    CheckList* m_passed;
    bool m_isFoldedByHand = false; ///< Somebody has opened or folded it: it stays so.
    QLabel* m_costs;
    QLabel* m_cash;
};

} // namespace omni::ui::review
