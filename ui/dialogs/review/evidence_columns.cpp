#include "core/desk/views/assessment.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/review/columns.h"
#include "ui/widgets/assessment_words.h"
#include "ui/widgets/check_list.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/proposal_words.h"
#include "ui/widgets/section_head.h"
#include "ui/widgets/track_record_view.h"
#include "ui/widgets/waterfall.h"
#include "ui/widgets/what_if_bars.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace omni::ui::review {

namespace {

/// What is told in sentences, with the edge of the AI's proposals.
class ToldBox final : public QWidget
{
public:
    explicit ToldBox(const Theme& theme)
        : m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.tint(Token::Ai, 0.10));
        const int edge = m_theme.px(3);
        painter.fillRect(isRightToLeft() ? width() - edge : 0, 0, edge, height(), m_theme.color(Token::Ai));
    }

private:
    const Theme& m_theme;
};

QVBoxLayout* columnOf(QWidget* widget, const Theme& theme)
{
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14));
    column->setSpacing(theme.px(8));
    return column;
}

} // namespace

WhyColumn::WhyColumn(const ColumnContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_head(new SectionHead(context.theme, tr("Why this trade")))
    , m_steps(new Waterfall(context.theme))
    , m_caution(plainLabel({}, TextRole::Warn))
    , m_box(new ToldBox(context.theme))
    , m_for(plainLabel({}, TextRole::Value))
    , m_against(plainLabel({}, TextRole::Value))
    , m_track(new TrackRecordView(context.engine, context.theme, context.formats))
{
    const Theme& theme = context.theme;
    m_steps->setFocusPolicy(Qt::TabFocus);
    auto* box = new QVBoxLayout(m_box);
    box->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8));
    m_caution->setWordWrap(true);
    m_caution->setAccessibleName(tr("What the sum of the reasons says"));
    m_for->setAccessibleName(tr("What speaks for it"));
    m_against->setAccessibleName(tr("What speaks against it"));
    for (QLabel* label : {m_for, m_against}) {
        label->setWordWrap(true);
        box->addWidget(label);
    }
    auto* column = columnOf(this, theme);
    column->addWidget(m_head);
    column->addWidget(m_steps);
    column->addWidget(m_caution);
    column->addWidget(m_box);
    column->addWidget(ruler());
    column->addWidget(m_track);
    column->addStretch();
}

QWidget* WhyColumn::evidence() const
{
    return m_steps;
}

void WhyColumn::follow()
{
    const strategy::Proposal& proposal = m_context.model.view().made.proposal;
    const bool isHidden = m_context.model.isVerdictHidden();
    if (proposal.id == m_shown && isHidden == m_isHidden) {
        return;
    }
    m_shown = proposal.id;
    m_isHidden = isHidden;
    ReasonsShown reasons = reasonsOf(proposal, m_context.formats);
    showText(*m_caution, isHidden ? QString() : againstItself(reasons));
    m_caution->setVisible(!m_caution->text().isEmpty());
    if (isHidden) {
        reasons.scoreText = tr("covered");
    }
    m_steps->setReasons(std::move(reasons));
    showText(*m_head->note(),
             m_context.model.original() ? tr("for the original proposal, points of the score")
                                        : tr("what each input adds to the score, points"));
    const PlainReasons plain = plainReasons(proposal, m_context.formats);
    const QString space(u' ');
    showText(*m_for,
             plain.supporting.isEmpty() ? tr("Nothing speaks for it.")
                                        : tr("For it: %1").arg(plain.supporting.join(space)));
    showText(*m_against,
             plain.opposing.isEmpty() ? tr("Of these inputs none speaks against it.")
                                      : tr("Against it: %1").arg(plain.opposing.join(space)));
    m_track->setStrategy(proposal.strategy);
}

EffectColumn::EffectColumn(const ColumnContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_whatIf(new WhatIfBars(context.theme))
    , m_nearest(plainLabel({}, TextRole::Warn))
    , m_checksHead(new SectionHead(context.theme, tr("Checks")))
    , m_checks(new CheckList(context.theme, 1))
    , m_fold(new QPushButton)
    , m_passed(new CheckList(context.theme, 2))
    , m_costs(plainLabel({}, TextRole::Caption))
    , m_cash(plainLabel({}, TextRole::Caption))
{
    setButtonKind(*m_fold, ButtonKind::Link);
    m_fold->setAutoDefault(false);
    m_fold->setCheckable(true);
    m_passed->hide();
    connect(m_fold, &QPushButton::toggled, this, [this](bool isOpen) {
        m_passed->setVisible(isOpen);
        follow();
    });
    connect(m_fold, &QPushButton::pressed, this, [this] { m_isFoldedByHand = true; });
    m_costs->setWordWrap(true);
    m_whatIf->setFocusPolicy(Qt::TabFocus);
    m_checks->setFocusPolicy(Qt::TabFocus);
    m_nearest->setWordWrap(true);
    m_cash->setWordWrap(true);
    auto* head = new SectionHead(context.theme, tr("If approved"));
    head->note()->setText(tr("now → after, % of equity"));
    head->setLegend(tr("❙ limit"));
    auto* column = columnOf(this, context.theme);
    column->addWidget(head);
    column->addWidget(m_whatIf);
    column->addWidget(m_nearest);
    column->addWidget(ruler());
    column->addWidget(m_checksHead);
    column->addWidget(m_checks);
    column->addWidget(m_fold, 0, Qt::AlignLeft);
    column->addWidget(m_passed);
    column->addWidget(ruler());
    column->addWidget(m_costs);
    column->addWidget(m_cash);
    column->addStretch();
}

QWidget* EffectColumn::evidence() const
{
    return m_whatIf;
}

QWidget* EffectColumn::checks() const
{
    return m_checks;
}

void EffectColumn::follow()
{
    const auto* shown = m_context.model.instrument();
    const views::Assessment* assessment = m_context.model.assessment();
    if (shown == nullptr || assessment == nullptr) {
        showText(*m_checksHead->note(), tr("not known"));
        return;
    }
    const WordsContext words{shown->instrument, outsideText(m_context.engine.desk().baseCurrency, 12),
                             m_context.formats};
    m_whatIf->setRows(whatIfRows(*assessment, words));
    std::vector<CheckRow> checks;
    if (const auto drift = driftRow(m_context.model.view(), words)) {
        checks.push_back(*drift);
    }
    const auto rows = checkRows(*assessment, words);
    checks.insert(checks.end(), rows.begin(), rows.end());
    showText(*m_checksHead->note(), tr("%1, run again at sending").arg(summaryOf(checks)));
    showChecks(std::move(checks));
    showNearest(*assessment, words);
    showCosts(*assessment, words);
}

void EffectColumn::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitPassed();
}

/// What has passed is listed where there is room for it without scrolling.
void EffectColumn::fitPassed()
{
    if (m_isFoldedByHand || m_passed->checks().empty() || parentWidget() == nullptr) {
        return;
    }
    const bool isOpen = m_fold->isChecked();
    const auto margins = layout()->contentsMargins();
    const int list = m_passed->heightForWidth(width() - margins.left() - margins.right()) + layout()->spacing();
    const int shown = m_passed->sizeHint().height() + layout()->spacing();
    const int others = layout()->totalHeightForWidth(width()) - (isOpen ? shown : 0);
    const bool fits = others + list <= parentWidget()->height();
    if (fits != isOpen) {
        m_fold->setChecked(fits);
    }
}

/// Nothing that matters hides: only what has passed is folded away.
void EffectColumn::showChecks(std::vector<CheckRow> checks)
{
    const auto passed = std::stable_partition(checks.begin(), checks.end(),
                                              [](const CheckRow& row) { return row.verdict != Verdict::Passed; });
    const int count = static_cast<int>(checks.end() - passed);
    m_passed->setChecks({passed, checks.end()});
    checks.erase(passed, checks.end());
    m_checks->setVisible(!checks.empty());
    m_checks->setChecks(std::move(checks));
    const QString words = tr("%n passed", nullptr, count);
    m_fold->setText(m_fold->isChecked() ? tr("▾ %1", "open").arg(words) : tr("▸ %1", "folded").arg(words));
    m_fold->setAccessibleName(words);
    m_fold->setAccessibleDescription(m_fold->isChecked() ? tr("They are shown below.") : tr("Shows them."));
    m_fold->setVisible(count > 0);
    fitPassed();
}

void EffectColumn::showCosts(const views::Assessment& assessment, const WordsContext& words)
{
    showText(*m_costs,
             assessment.entryFee ? tr("Fees: %1 %2. Slippage is not in it.", "fees, currency")
                                       .arg(feesText(assessment, words.formats), words.currency)
                                 : tr("Fees: – The venue's are not known before the fill."));
    const QString currency = outsideText(words.instrument.quoteCurrency, 12);
    showText(
        *m_cash,
        assessment.cashBefore && assessment.cashAfter
            ? tr("Cash %1 → %2 %3, fees left out.")
                  .arg(words.formats.money(assessment.cashBefore), words.formats.money(assessment.cashAfter), currency)
            : QString());
    m_cash->setVisible(!m_cash->text().isEmpty());
}

void EffectColumn::showNearest(const views::Assessment& assessment, const WordsContext& words)
{
    QStringList lines;
    bool isOver = false;
    for (const WhatIfRow& row : whatIfRows(assessment, words)) {
        if (row.verdict == Verdict::Warning && row.after && row.limit) {
            lines.push_back(
                tr("▲ %1 uses %2 of its limit.").arg(row.label, words.formats.percent(*row.after / *row.limit, 0)));
        }
        if (row.verdict == Verdict::Failed) {
            lines.push_back(tr("✕ %1 would pass its limit.").arg(row.label));
            isOver = true;
        }
    }
    showText(*m_nearest, lines.join(u'\n'), isOver ? TextRole::Danger : TextRole::Warn);
    m_nearest->setVisible(!lines.isEmpty());
}

} // namespace omni::ui::review
