#include "core/desk/views/assessment.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/review/review_dialog.h"
#include "ui/dialogs/review/state_bar.h"
#include "ui/widgets/assessment_words.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/expiry_bar.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/proposal_words.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QHBoxLayout>

namespace omni::ui::review {

namespace {

/// As the account strip has it.
Token tokenOf(orders::Environment environment)
{
    switch (environment) {
    case orders::Environment::Live:
        return Token::Danger;
    case orders::Environment::Replay:
        return Token::Warn;
    case orders::Environment::Paper:
        return Token::Ok;
    case orders::Environment::Demo:
        break;
    }
    return Token::Text2;
}

} // namespace

void ReviewDialog::follow()
{
    followHead();
    m_order->follow();
    m_why->follow();
    m_effect->follow();
    followWarnings();
    followButtons();
    m_state->follow(m_model->step() == Step::Amending ? m_order->fault() : QString());
    if (m_model->step() == Step::Snoozed && isVisible()) {
        reject();
    }
}

void ReviewDialog::followHead()
{
    const views::DeskSnapshot& desk = m_engine.desk();
    const views::ProposalView& view = m_model->view();
    const events::ProposalMade& made = view.made;
    const auto* shown = m_model->instrument();
    const QString title = tr("Review proposal %1").arg(proposalName(m_model->proposal()));
    if (windowTitle() != title) {
        setWindowTitle(title);
    }
    showText(*m_title, title);
    m_environment->setWords(
        desk.session
            ? tr("%1 · %2", "environment, account").arg(Words::of(desk.environment), Words::account(desk, m_formats))
            : Words::of(desk.environment),
        tokenOf(desk.environment));
    if (shown == nullptr) {
        showText(*m_headline, missing());
        showText(*m_money, {});
        return;
    }
    const QString line = strategyLine(specOf(desk, made.proposal.strategy));
    m_origin->setToolTip(tipText(strategySettings(specOf(desk, made.proposal.strategy))));
    // The picture tells the time that is left; when it was made follows from it.
    const QString since = m_formats.time(desk.at.wall - (made.lifetime - view.left));
    if (!m_model->isOver()) {
        showText(*m_origin,
                 m_model->original() ? tr("%1 · amended by you from %2 at %3", "strategy, proposal, time")
                                           .arg(line, proposalName(made.replaces), since)
                                     : tr("%1 · created %2", "strategy, time").arg(line, since));
    }
    const bool isHidden = m_model->isVerdictHidden();
    const bool isBuy = made.ticket.side == Side::Buy;
    showText(*m_mark, isHidden ? QString() : isBuy ? tr("▲") : tr("▼"), isBuy ? TextRole::Up : TextRole::Down);
    showText(*m_headline, isHidden ? tr("Reasons first") : headline(shown->instrument));
    const QString currency = outsideText(desk.baseCurrency, 12);
    const views::Assessment* assessment = m_model->assessment();
    std::optional<double> share;
    if (assessment != nullptr && assessment->valueShare) {
        share = assessment->valueShare->count / 10'000.0;
    }
    const bool loses = assessment != nullptr && assessment->lossAtStop;
    const QString value
        = tr("%1 %2, %3 of equity.", "value, currency, share")
              .arg(m_formats.money(assessment != nullptr && assessment->value ? assessment->value
                                                                              : std::optional(made.value)),
                   currency, m_formats.percent(share));
    showText(*m_money, isHidden ? QString() : value);
    showText(*m_loss, isHidden || assessment == nullptr ? QString() : lossSentence(*assessment, currency, m_formats),
             loses ? TextRole::Down : TextRole::Label);
    placeValues();
    m_expiry->setVisible(!m_model->isOver());
    showText(*m_left, m_formats.countdown(m_model->isOver() ? Duration{} : view.left));
    showText(*m_total, tr("of %1, then discarded").arg(m_formats.countdown(made.lifetime)));
    m_bar->setLeft(m_model->isOver() ? Duration{} : view.left, made.lifetime);
}

/// What would be sent, as the open fields say: with what it was, so that nobody takes the one for the other.
QString ReviewDialog::headline(const market::Instrument& instrument) const
{
    const orders::OrderTicket now = m_model->ticket();
    const orders::OrderTicket& was = m_model->view().made.ticket;
    const QString words = headlineOf(now, instrument, m_formats);
    const auto with = [&words](const QString& before) {
        return tr("%1 (was %2)", "an order as it is being amended, what was proposed").arg(words, before);
    };
    if (now.size != was.size) {
        return with(m_formats.quantity(instrument, was.size));
    }
    if (now.limit != was.limit) {
        return with(was.limit ? m_formats.price(instrument, was.limit) : tr("at market"));
    }
    return words;
}

void ReviewDialog::followWarnings()
{
    const auto rules = m_model->warnings();
    const bool isSame = rules.size() == m_ticks.size()
        && std::equal(rules.begin(), rules.end(), m_ticks.begin(),
                      [](risk::Rule rule, const Tick& tick) { return rule == tick.rule; });
    if (!isSame) {
        for (const Tick& tick : m_ticks) {
            for (QWidget* part : {static_cast<QWidget*>(tick.box), tick.key}) {
                part->hide();
                part->deleteLater();
            }
        }
        m_ticks.clear();
        for (const risk::Rule rule : rules) {
            auto* box = new QCheckBox(tr("I have seen: %1", "a check that is near its limit").arg(Words::of(rule)));
            box->setAccessibleName(tr("I have seen the warning: %1").arg(Words::of(rule)));
            box->setAccessibleDescription(tr("Key: W"));
            connect(box, &QCheckBox::toggled, this, [this, rule](bool isOn) { m_model->tick(rule, isOn); });
            auto* key = new KeyHint(m_theme, tr("W"));
            box->ensurePolished(); // its size decides in which row it stands
            m_warningRow->addWidget(box);
            m_warningRow->addWidget(key);
            m_ticks.push_back({rule, box, key});
        }
        orderFocus();
    }
    for (const Tick& tick : m_ticks) {
        if (tick.box->isChecked() != m_model->isTicked(tick.rule)) {
            tick.box->setChecked(m_model->isTicked(tick.rule));
        }
    }
    m_warnings->setVisible(!m_ticks.empty() && !m_model->isOver());
}

QString ReviewDialog::approveWords() const
{
    switch (m_engine.desk().environment) {
    case orders::Environment::Demo:
        return tr("Approve, send demo order");
    case orders::Environment::Paper:
        return tr("Approve, send paper order");
    case orders::Environment::Live:
        return tr("Approve, send live order");
    case orders::Environment::Replay:
        return tr("Approve, send replay order");
    }
    return {};
}

void ReviewDialog::followButtons()
{
    const Step step = m_model->step();
    const bool isOver = m_model->isOver();
    for (DecisionButton* button : {m_reject, m_snooze, m_amend}) { // and Approve, where the warnings are placed
        button->setVisible(!isOver);
    }
    m_close->setVisible(isOver);
    m_back->setVisible(m_model->canBringBack());
    const QStringList busy = step == Step::Approving ? QStringList(tr("the answer to what was sent")) : QStringList();
    m_reject->setMissing(busy);
    m_snooze->setMissing(busy);
    m_next->setMissing(!nextWaiting() ? QStringList(tr("another proposal that waits")) : busy);
    const bool isAmending = step == Step::Amending;
    m_amend->setWords(isAmending ? tr("Apply change") : tr("Amend"));
    m_amend->setKey(isAmending ? tr("Enter") : tr("E"));
    m_amend->setMissing(isAmending && !m_order->fault().isEmpty() ? QStringList(m_order->fault())
                            : step == Step::NeedsSentence         ? QStringList(tr("the typed sentence"))
                                                                  : busy);
    m_approve->setWords(approveWords());
    m_approve->setMissing(missingWords());
    placeWarnings();
}

QStringList ReviewDialog::missingWords() const
{
    QStringList words;
    const auto* shown = m_model->instrument();
    for (const Missing what : m_model->missing()) {
        switch (what) {
        case Missing::NotReviewing:
            words << (m_model->step() == Step::Amending        ? tr("the change applied or dropped")
                          : m_model->step() == Step::Approving ? tr("the answer to what was sent")
                                                               : tr("a proposal under review"));
            break;
        case Missing::StillOpening:
            words << tr("two seconds of looking at it");
            break;
        case Missing::VerdictHidden:
            words << tr("a look at the reasons and at the what-if");
            break;
        case Missing::NoAssessment:
            words << tr("the checks, which are not known yet");
            break;
        case Missing::Checks:
            if (shown != nullptr) {
                const WordsContext context{shown->instrument, outsideText(m_engine.desk().baseCurrency, 12), m_formats};
                for (const CheckRow& row : checkRows(*m_model->assessment(), context)) {
                    if (row.verdict == Verdict::Failed) {
                        words << tr("check failed: %1, %2 %3").arg(row.label, row.figure, row.limit).trimmed();
                    }
                }
            }
            break;
        case Missing::Warnings:
            for (const risk::Rule rule : m_model->warnings()) {
                if (!m_model->isTicked(rule)) {
                    words << tr("the tick for the warning: %1").arg(Words::of(rule));
                }
            }
            break;
        case Missing::StaleQuote:
            words << (m_model->view().quoteAge
                          ? tr("a fresh quote, the last is %1 old").arg(m_formats.seconds(*m_model->view().quoteAge))
                          : tr("a quote"));
            break;
        case Missing::TooLate:
            words << tr("more than 3 s until it expires");
            break;
        case Missing::KillSwitch:
            words << tr("the kill switch reset");
            break;
        case Missing::Drifted:
            words << tr("the price inside the band");
            break;
        }
    }
    return words;
}

} // namespace omni::ui::review
