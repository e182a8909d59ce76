#include "ui/panes/proposals/detail.h"

#include "core/desk/views/assessment.h"
#include "ui/bridge/engine_link.h"
#include "ui/widgets/assessment_words.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/proposal_words.h"
#include "ui/widgets/reason_taps.h"
#include "ui/widgets/section_head.h"
#include "ui/widgets/track_record_view.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <numeric>

namespace omni::ui::proposals {

namespace {

constexpr std::size_t mostChecks = 6; ///< The review shows them all.

/// Those that somebody deciding must see: what fails, what is near, then the three that change by themselves.
std::vector<CheckRow> important(std::vector<CheckRow> all)
{
    const auto rank = [](const CheckRow& row) {
        if (row.verdict == Verdict::Failed || row.verdict == Verdict::Unknown) {
            return 0;
        }
        if (row.verdict == Verdict::Warning) {
            return 1;
        }
        const bool isLive = row.key == u"price_drift" || row.key == u"stale_data" || row.key == u"duplicate";
        return isLive ? 2 : 3;
    };
    std::stable_sort(all.begin(), all.end(), [&](const CheckRow& a, const CheckRow& b) { return rank(a) < rank(b); });
    const auto plain = std::find_if(all.begin(), all.end(), [&](const CheckRow& row) { return rank(row) == 3; });
    all.erase(plain, all.end());
    if (all.size() > mostChecks) {
        all.resize(mostChecks);
    }
    return all;
}

constexpr int mostFactColumns = 3;

} // namespace

Detail::Detail(EngineLink& engine, const Theme& theme, const Formats& formats, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_formats(formats)
    , m_taps(new ReasonTaps(theme))
    , m_reasons(new ReasonBars(theme))
    , m_whatIf(new WhatIfBars(theme))
    , m_checks(new CheckList(theme, 2))
    , m_track(new TrackRecordView(engine, theme, formats))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10));
    layout->setSpacing(theme.px(8));
    layout->addWidget(makeHead());
    layout->addWidget(m_taps);
    layout->addWidget(ruler());
    layout->addWidget(makeFacts());
    layout->addWidget(ruler());
    auto* why = new SectionHead(theme, tr("Why"));
    m_whyNote = why->note();
    layout->addWidget(why);
    layout->addWidget(m_reasons);
    m_caution = plainLabel({}, TextRole::Warn);
    m_caution->setWordWrap(true);
    m_caution->setAccessibleName(tr("What the sum of the reasons says"));
    m_caution->hide();
    layout->addWidget(m_caution);
    layout->addWidget(ruler());
    auto* effect = new SectionHead(theme, tr("If approved"));
    effect->note()->setText(tr("now → after, % of equity"));
    effect->setLegend(tr("❙ limit"));
    layout->addWidget(effect);
    layout->addWidget(m_whatIf);
    layout->addWidget(ruler());
    layout->addWidget(m_checks);
    layout->addWidget(ruler());
    layout->addWidget(m_track);
    layout->addStretch();
    connect(m_taps, &ReasonTaps::given, this, &Detail::reasonGiven);
}

QWidget* Detail::makeHead()
{
    auto* head = new QWidget;
    m_headline = plainLabel({}, TextRole::Headline);
    m_headline->setWordWrap(true);
    m_headline->setAccessibleName(tr("Proposal"));
    m_chip = new Chip(m_theme);
    m_terms = plainLabel({}, TextRole::Label);
    m_terms->setAccessibleName(tr("Value and terms"));
    m_terms->setWordWrap(true);
    m_top = new QHBoxLayout;
    m_top->setSpacing(m_theme.px(10));
    m_top->addWidget(m_headline, 1);
    m_top->addWidget(m_chip, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins({});
    column->setSpacing(m_theme.px(2));
    column->addLayout(m_top);
    column->addWidget(m_terms);
    return head;
}

QWidget* Detail::makeFacts()
{
    auto* facts = new QWidget;
    m_grid = new QGridLayout(facts);
    m_grid->setContentsMargins({});
    m_grid->setVerticalSpacing(m_theme.px(1));
    m_stop = addFact(tr("Stop"));
    m_target = addFact(tr("Target"));
    m_rewardRisk = addFact(tr("Reward to risk"));
    m_loss = addFact(tr("Loss at stop"));
    m_chance = addFact(tr("P(target first)"));
    m_expected = addFact(tr("Expected value"));
    m_fees = plainLabel({}, TextRole::Caption);
    m_fees->setWordWrap(true);
    m_fees->setAccessibleName(tr("Loss at stop, with fees"));
    m_fees->setToolTip(tr("What the venue charges for the way in and for the stop. Slippage is not in it."));
    m_fees->setAccessibleDescription(m_fees->toolTip());
    placeFacts(mostFactColumns);
    // A probability appears only with its estimator, its sample and its interval; no strategy here has one.
    for (QLabel* unknown : {m_chance, m_expected}) {
        unknown->setText(missing());
        unknown->setToolTip(tr("This strategy states no probability, so none is shown."));
        unknown->setAccessibleDescription(unknown->toolTip());
    }
    return facts;
}

QLabel* Detail::addFact(const QString& name)
{
    Fact fact{plainLabel(name, TextRole::Caption), plainLabel({}, TextRole::Value)};
    fact.value->setAccessibleName(name);
    m_facts.push_back(fact);
    return fact.value;
}

void Detail::placeFacts(int columns)
{
    if (columns == m_factColumns) {
        return;
    }
    m_factColumns = columns;
    for (int i = 0; i < static_cast<int>(m_facts.size()); ++i) {
        const Fact& fact = m_facts[static_cast<std::size_t>(i)];
        m_grid->addWidget(fact.name, 2 * (i / columns), i % columns);
        m_grid->addWidget(fact.value, 2 * (i / columns) + 1, i % columns);
    }
    for (int column = 0; column < mostFactColumns; ++column) {
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    }
    m_grid->addWidget(m_fees, 2 * static_cast<int>(m_facts.size()), 0, 1, columns); // below all of them
}

/// Figures are never cut: in a narrow pane fewer stand beside each other, and the chip below the headline.
void Detail::arrange()
{
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    const auto needed = [this](int columns) {
        std::array<int, mostFactColumns> widest{};
        for (std::size_t i = 0; i < m_facts.size(); ++i) {
            int& one = widest[i % static_cast<std::size_t>(columns)];
            one = std::max({one, m_facts[i].name->sizeHint().width(), m_facts[i].value->sizeHint().width()});
        }
        return std::accumulate(widest.begin(), widest.end(), (columns - 1) * m_grid->horizontalSpacing());
    };
    int columns = mostFactColumns;
    while (columns > 1 && needed(columns) > room) {
        --columns;
    }
    placeFacts(columns);
    const bool hasRoom = m_chip->sizeHint().width() + m_headline->minimumSizeHint().width() + m_theme.px(110) <= room;
    m_top->setDirection(hasRoom ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void Detail::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

/// What the pane must have without scrolling sideways: one column of facts.
QSize Detail::minimumSizeHint() const
{
    const QMargins margins = layout()->contentsMargins();
    int widest = std::max(m_reasons->minimumSizeHint().width(), m_whatIf->minimumSizeHint().width());
    for (const Fact& fact : m_facts) {
        widest = std::max({widest, fact.name->sizeHint().width(), fact.value->sizeHint().width()});
    }
    return {widest + margins.left() + margins.right(), QWidget::minimumSizeHint().height()};
}

void Detail::show(const views::ProposalView& view, const QString& state, bool isDecided)
{
    const auto* shown = m_engine.instrument(view.made.proposal.instrument);
    if (shown == nullptr) {
        return;
    }
    showHead(view, shown->instrument, state, isDecided);
    showFacts(view, shown->instrument);
    showEffects(view, shown->instrument);
    arrange();
    if (view.made.proposal.id != m_shown) {
        m_shown = view.made.proposal.id;
        const ReasonsShown reasons = reasonsOf(view.made.proposal, m_formats);
        showText(*m_whyNote, tr("points of the score, from %1").arg(reasons.baseText));
        showText(*m_caution, againstItself(reasons));
        m_caution->setVisible(!m_caution->text().isEmpty());
        m_reasons->setReasons(reasons);
        m_track->setStrategy(view.made.proposal.strategy);
    }
}

void Detail::showHead(const views::ProposalView& view, const market::Instrument& instrument, const QString& state,
                      bool isDecided)
{
    const QString currency = outsideText(m_engine.desk().baseCurrency, 12);
    showText(*m_headline, headlineOf(view.made.ticket, instrument, m_formats));
    const bool isMoved = !isDecided && !view.driftNow.isInside;
    m_chip->setWords(state, isDecided ? Token::Text3 : isMoved ? Token::Warn : Token::Ai, QStringLiteral("ai"));
    std::optional<double> share;
    if (view.assessment && view.assessment->valueShare) {
        share = view.assessment->valueShare->count / 10'000.0;
    }
    const QString ofEquity = share ? m_formats.percent(share) : missing();
    showText(*m_terms,
             tr("%1 %2 · %3 of equity · %4 · %5 · %6", "value, currency, share, time in force, venue, id")
                 .arg(m_formats.money(view.made.value), currency, ofEquity,
                      timeInForceWord(view.made.ticket.timeInForce), outsideText(instrument.venue, 24),
                      proposalName(view.made.proposal.id)));
}

/// After fees where they are known: a target whose way brings less than both ways cost is none.
void Detail::showReward(const views::ProposalView& view)
{
    const auto before = view.assessment ? view.assessment->rewardRisk : std::nullopt;
    const auto after = view.assessment ? view.assessment->rewardRiskWithFees : std::nullopt;
    const auto text = [this](risk::Milli ratio) { return m_formats.number(ratio.count / 1'000.0, 1); };
    const bool isVain = after && after->count <= 0;
    showText(*m_rewardRisk,
             isVain       ? tr("none after fees")
                 : after  ? tr("%1 after fees", "reward to risk").arg(text(*after))
                 : before ? text(*before)
                          : missing(),
             isVain ? TextRole::Warn : TextRole::Value);
    m_rewardRisk->setToolTip(
        isVain ? tr("The way to the target brings less than the venue charges for both ways.")
            : after && before
            ? tr("%1 before fees. What the venue charges for the way in and for the target or the stop is taken off.")
                  .arg(text(*before))
            : QString());
    m_rewardRisk->setAccessibleDescription(m_rewardRisk->toolTip());
}

void Detail::showFacts(const views::ProposalView& view, const market::Instrument& instrument)
{
    const events::ProposalMade& made = view.made;
    const Ticks entry = made.ticket.limit.value_or(made.proposal.reference);
    const auto priceAndWay = [&](std::optional<Ticks> price) {
        return price
            ? tr("%1 %2", "price, distance")
                  .arg(m_formats.price(instrument, price), m_formats.percent(relativeChange(entry, *price), 2, true))
            : missing();
    };
    showText(*m_stop, priceAndWay(made.stop));
    showText(*m_target, priceAndWay(made.target));
    showReward(view);
    const auto loss = view.assessment ? view.assessment->lossAtStop : std::optional(made.lossAtStop);
    std::optional<double> share;
    if (view.assessment && view.assessment->lossShare) {
        share = view.assessment->lossShare->count / 10'000.0;
    }
    m_fees->setVisible(loss && made.stop);
    if (!loss || !made.stop) {
        showText(*m_loss, missing(), TextRole::Value);
        return;
    }
    const auto whole = view.assessment ? view.assessment->lossWithFees : std::nullopt;
    showText(*m_fees,
             whole ? tr("With fees %1 %2: %3.", "amount, currency, fees")
                         .arg(m_formats.change(Money{-whole->e8}), outsideText(m_engine.desk().baseCurrency, 12),
                              feesText(*view.assessment, m_formats))
                   : tr("With fees –: the venue's are not known."));
    const QString amount = m_formats.change(Money{-loss->e8});
    showText(*m_loss,
             share ? tr("%1 · %2 eq.", "amount, share of equity").arg(amount, m_formats.percent(share)) : amount,
             TextRole::Down);
}

void Detail::showEffects(const views::ProposalView& view, const market::Instrument& instrument)
{
    const WordsContext words{instrument, outsideText(m_engine.desk().baseCurrency, 12), m_formats};
    std::vector<CheckRow> checks;
    if (const auto drift = driftRow(view, words)) {
        checks.push_back(*drift);
    }
    if (view.assessment) {
        m_whatIf->setRows(whatIfRows(*view.assessment, words));
        const auto rows = checkRows(*view.assessment, words);
        checks.insert(checks.end(), rows.begin(), rows.end());
    }
    m_whatIf->setVisible(view.assessment != nullptr);
    m_checks->setChecks(important(std::move(checks)));
}

void Detail::showReasonTaps(bool isVisible, const QString& given)
{
    m_taps->setVisible(isVisible);
    m_taps->setGiven(given);
}

QString Detail::headline() const
{
    return m_headline->text();
}

} // namespace omni::ui::proposals
