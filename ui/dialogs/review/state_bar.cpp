#include "ui/dialogs/review/state_bar.h"

#include "core/desk/events/principals.h"
#include "ui/bridge/engine_link.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/proposal_words.h"
#include "ui/widgets/reason_taps.h"
#include "ui/widgets/words.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace omni::ui::review {

StateBar::StateBar(EngineLink& engine, const Theme& theme, const Formats& formats, ReviewModel& model, QWidget* parent)
    : QFrame(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_formats(formats)
    , m_model(model)
    , m_text(plainLabel({}, TextRole::Value))
    , m_sentence(new QLineEdit)
    , m_again(new QPushButton(tr("Back to the review")))
    , m_order(new QPushButton(tr("Show the order")))
    , m_taps(new ReasonTaps(theme))
{
    setSurface(*this, Surface::Raised);
    m_text->setWordWrap(true);
    m_text->setAccessibleName(tr("State of the review"));
    m_sentence->setFixedWidth(theme.px(220));
    for (QPushButton* button : {m_again, m_order}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text());
        setButtonKind(*button, ButtonKind::Link);
    }
    connect(m_again, &QPushButton::clicked, &model, &ReviewModel::backToReview);
    connect(m_order, &QPushButton::clicked, this, [this] {
        if (m_model.order()) {
            emit orderAsked(m_model.order()->ticket.id);
        }
    });
    connect(m_taps, &ReasonTaps::given, &model, &ReviewModel::giveReason);
    connect(m_sentence, &QLineEdit::textChanged, this, [this](const QString& typed) {
        if (typed.trimmed().compare(sentence(), Qt::CaseInsensitive) == 0) {
            m_sentence->clear();
            m_model.confirmSentence();
        }
    });
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6));
    row->setSpacing(theme.px(10));
    row->addWidget(m_text, 1);
    row->addWidget(m_sentence);
    row->addWidget(m_again);
    row->addWidget(m_order);
    row->addWidget(m_taps);
}

QString StateBar::sentence() const
{
    return tr("approve %1", "typed by the user; the id of the proposal").arg(proposalName(m_model.proposal()));
}

QString StateBar::text() const
{
    return m_text->text();
}

void StateBar::focusSentence()
{
    m_sentence->setFocus(Qt::OtherFocusReason);
}

void StateBar::follow(const QString& fault)
{
    const Step step = m_model.step();
    const Line now = line(fault);
    setVisible(!now.text.isEmpty());
    showText(*m_text, now.text, now.isBad ? TextRole::Danger : TextRole::Value);
    m_sentence->setVisible(step == Step::NeedsSentence);
    if (step == Step::NeedsSentence) {
        m_sentence->setPlaceholderText(tr("Type: %1").arg(sentence()));
        m_sentence->setAccessibleName(tr("Type \"%1\" to approve").arg(sentence()));
    }
    m_again->setVisible(step == Step::Refused);
    m_order->setVisible(step == Step::Sent && m_model.order().has_value());
    m_taps->setVisible(step == Step::Rejected && m_model.decidedBy() == Words::self());
    m_taps->setGiven(m_model.reasonGiven());
}

StateBar::Line StateBar::line(const QString& fault) const
{
    switch (m_model.step()) {
    case Step::None:
        return {};
    case Step::Reviewing:
        if (m_model.isVerdictHidden()) {
            return {tr("Look at the reasons and at the what-if first. Then the order is shown.")};
        }
        if (m_model.hasMoved()) {
            return {tr("Your position or the open orders in it changed while you looked. Look at the effect again."),
                    true};
        }
        return m_model.original() ? Line{tr("You have amended this proposal. The reasons are those for the original.")}
                                  : Line{};
    case Step::Drifted:
        return {driftText(), true};
    case Step::Amending:
        if (m_model.denial()) {
            return {Words::denial(*m_model.denial()), true};
        }
        return {fault.isEmpty() ? tr("Enter sends the change; every check runs again and the review restarts.")
                                : tr("Change the fields. %1").arg(fault)};
    case Step::Approving:
        if (m_model.waitedMs() >= 5'000) {
            return {tr("No answer for %1. The order may or may not have been sent; nothing is sent twice.")
                        .arg(m_formats.seconds(milliseconds(m_model.waitedMs()))),
                    true};
        }
        return {tr("Checking and sending…")};
    case Step::Refused:
        return {refusedText(), true};
    case Step::NeedsSentence:
        return {tr("The desk asks for a typed sentence before this is sent.")};
    case Step::Sent:
        return {orderText()};
    case Step::Rejected:
        return {m_model.decidedBy() == Words::self()
                    ? tr("Rejected. Nothing was sent.")
                    : tr("Rejected by %1. Nothing was sent.")
                          .arg(outsideText(Words::principal(m_engine.desk(), m_model.decidedBy())))};
    case Step::Snoozed:
        return {tr("Snoozed for 30 s at most. It comes back before it expires.")};
    case Step::Expired:
        return {tr("Expired after review. It was not sent.")};
    case Step::Withdrawn:
        return {withdrawnText(), true};
    }
    return {};
}

QString StateBar::driftText() const
{
    const views::ProposalView& view = m_model.view();
    const Ticks decided = view.made.proposal.reference;
    if (!view.driftNow.price) {
        return tr("There is no price now. Nothing can be approved until it returns.");
    }
    const auto band = relativeChange(decided, Ticks{decided.count + view.made.driftAllowed.count});
    return tr("Price moved %1, more than the ±%2 allowed. Nothing can be approved while it stays outside; an amendment "
              "starts from the price of now.")
        .arg(m_formats.percent(relativeChange(decided, *view.driftNow.price), 2, true), m_formats.percent(band));
}

QString StateBar::refusedText() const
{
    if (m_model.wasNotTaken()) {
        return m_engine.wasRefusedAtSeat() ? Words::refusedAtSeat()
                                           : tr("Nothing was sent: no session takes commands now.");
    }
    if (m_model.denial()) {
        return Words::denial(*m_model.denial());
    }
    if (m_model.refusal()) {
        const auto* shown = m_model.instrument();
        return outsideText(Words::refusal(*m_model.refusal(), shown != nullptr ? &shown->instrument : nullptr,
                                          outsideText(m_engine.desk().baseCurrency, 12), m_formats),
                           400);
    }
    return tr("The order was refused. Nothing was sent.");
}

QString StateBar::orderText() const
{
    const auto& order = m_model.order();
    const auto* shown = m_model.instrument();
    if (!order || shown == nullptr) {
        return tr("Approved. The order follows.");
    }
    const Duration waited = m_engine.desk().at.wall - order->lastChange;
    const OrderStateWord word
        = Words::orderState(*order, &shown->instrument, waited.ns > 0 ? waited : Duration{}, m_formats);
    if (m_model.decidedBy() != Words::self()) {
        return tr("Decided by %1. %2. Order %3: %4")
            .arg(outsideText(Words::principal(m_engine.desk(), m_model.decidedBy())),
                 headlineOf(order->ticket, shown->instrument, m_formats), QString::number(order->ticket.id.value),
                 word.text);
    }
    return tr("Approved. %1. Order %2: %3", "headline, number, state")
        .arg(headlineOf(order->ticket, shown->instrument, m_formats), QString::number(order->ticket.id.value),
             word.text);
}

QString StateBar::withdrawnText() const
{
    if (m_model.closing() == events::Closing::Suppressed) {
        return m_model.refusal() ? tr("The amended order was refused and the proposal is gone. %1").arg(refusedText())
                                 : tr("The amended order was refused and the proposal is gone.");
    }
    return tr("%1. Nothing was sent.").arg(endedWords(m_model.closing(), m_model.cause(), m_model.decidedBy(), true));
}

} // namespace omni::ui::review
