#include "ui/dialogs/sign_in/code_dialog.h"

#include "core/host/runtime/seat/seat_link.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/sign_in/sign_in_words.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_field.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace omni::ui::sign_in {

namespace {

constexpr int codeLookMs = 100;

} // namespace

CodeDialog::CodeDialog(EngineLink& engine, const Theme& theme, Asks asks, const QString& question, QWidget* parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_seat(*engine.terminal().seat())
    , m_asks(asks)
    , m_secret(new SecretField(asks == Asks::FreshCode ? SecretField::Kind::Key : SecretField::Kind::Phrase))
    , m_state(plainLabel({}, TextRole::Label))
    , m_act(new QPushButton(asks == Asks::FreshCode ? tr("Show the code") : tr("Go on")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(asks == Asks::FreshCode ? tr("A fresh code") : tr("Your password"));
    setAccessibleName(windowTitle());
    setAccessibleDescription(question);
    build(theme, question);
    connect(m_act, &QPushButton::clicked, this, &CodeDialog::submit);
    connect(m_secret, &QLineEdit::returnPressed, this, &CodeDialog::submit);
    connect(m_secret, &SecretField::typed, this, &CodeDialog::onTyped);
    m_timer.setInterval(codeLookMs);
    connect(&m_timer, &QTimer::timeout, this, &CodeDialog::look);
    m_timer.start();
    m_secret->setFocus();
    refresh();
}

void CodeDialog::build(const Theme& theme, const QString& question)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    column->setSpacing(theme.px(12));
    auto* sentence = plainLabel(question, TextRole::Value);
    sentence->setWordWrap(true);
    column->addWidget(sentence);
    m_secret->setObjectName(QStringLiteral("freshCode"));
    m_secret->setAccessibleName(m_asks == Asks::FreshCode ? tr("Code of the authenticator, six digits")
                                                          : tr("Password"));
    m_secret->setPlaceholderText(m_asks == Asks::FreshCode ? tr("six digits") : QString());
    column->addWidget(m_secret);
    m_state->setObjectName(QStringLiteral("codeTold"));
    m_state->setWordWrap(true);
    column->addWidget(m_state);
    column->addStretch(1);
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(tr("Leave it"));
    for (QPushButton* button : {cancel, m_act}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
    }
    m_act->setObjectName(QStringLiteral("codeAct"));
    setButtonKind(*cancel, ButtonKind::Normal, true);
    setButtonKind(*m_act, ButtonKind::Primary, true);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_act);
    column->addLayout(buttons);
    new DialogBounds(*this, theme, {}, {420, 0});
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void CodeDialog::onTyped()
{
    m_told.clear();
    if (m_asks == Asks::FreshCode && isWholeCode(m_secret->exposed())) {
        submit();
    }
    refresh();
}

QString CodeDialog::missingForCode() const
{
    const auto seat = m_seat.view();
    if (seat.state != views::SeatState::SignedIn) {
        return tr("Nobody is signed in any more.");
    }
    if (!seat.hasSecondFactor) {
        return tr("This takes the code of an authenticator, and your account has none. Set one up first, under "
                  "Settings.");
    }
    return isWholeCode(m_secret->exposed()) ? QString() : tr("A code has six digits.");
}

QString CodeDialog::missing() const
{
    if (m_number != 0) {
        return tr("Looking…");
    }
    const auto seat = m_seat.view();
    if (seat.needsVault) {
        return tr("The vault is locked, so that nothing can be looked at. Unlock it first.");
    }
    if (seat.mayTryAt && *seat.mayTryAt > m_engine.now()) {
        return tr("The next try counts in %1.").arg(leftWords(*seat.mayTryAt - m_engine.now()));
    }
    if (m_asks == Asks::FreshCode) {
        return missingForCode();
    }
    return m_secret->isBlank() ? tr("The password is missing.") : QString();
}

void CodeDialog::submit()
{
    if (!missing().isEmpty()) {
        return;
    }
    m_number = m_asks == Asks::FreshCode ? m_seat.wish(runtime::ShowCode{m_secret->take()})
                                         : m_seat.wish(runtime::BeginSeatEnrolment{m_secret->take()});
    m_told = m_number == 0 ? tr("Too much is asked at once. Try again in a moment.") : QString();
    refresh();
}

void CodeDialog::look()
{
    const auto seat = m_seat.view();
    if (m_number != 0 && seat.settled >= m_number) {
        m_number = 0;
        if (!seat.failure) {
            accept();
            return;
        }
        m_told = failureWords(*seat.failure, true);
        m_secret->setFocus();
    }
    refresh();
}

void CodeDialog::refresh()
{
    const QString why = missing();
    m_act->setEnabled(why.isEmpty());
    m_act->setAccessibleDescription(why);
    const bool isBad = !m_told.isEmpty();
    showText(*m_state, isBad ? m_told : why, isBad ? TextRole::Danger : TextRole::Label);
}

} // namespace omni::ui::sign_in
