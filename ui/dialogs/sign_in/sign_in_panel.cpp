#include "ui/dialogs/sign_in/sign_in_panel.h"

#include "core/host/runtime/seat/seat_link.h"
#include "core/host/runtime/vault/vault_link.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/sign_in/sign_in_words.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_field.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

#include <initializer_list>

namespace omni::ui::sign_in {

namespace {

constexpr int lookMs = 100;
constexpr int fieldWidth = 320;
constexpr int mostNameLetters = 32;

} // namespace

SignInPanel::SignInPanel(EngineLink& engine, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_seat(*engine.terminal().seat())
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme.px(12));
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(theme.px(16));
    m_form->setVerticalSpacing(theme.px(8));
    m_form->setRowWrapPolicy(QFormLayout::WrapAllRows); // names of any length, in any language
    addFields(*m_form);
    column->addLayout(m_form);
    m_state = plainLabel({}, TextRole::Label);
    m_state->setObjectName(QStringLiteral("seatTold"));
    m_state->setWordWrap(true);
    column->addWidget(m_state);
    m_act = new QPushButton(this);
    m_act->setObjectName(QStringLiteral("seatAct"));
    m_act->setAutoDefault(false);
    setButtonKind(*m_act, ButtonKind::Primary, true);
    column->addWidget(m_act, 0, Qt::AlignRight);
    connect(m_act, &QPushButton::clicked, this, &SignInPanel::submit);
    for (QLineEdit* field : findChildren<QLineEdit*>()) {
        field->setMinimumWidth(theme.px(fieldWidth));
    }
    m_timer.setInterval(lookMs);
    connect(&m_timer, &QTimer::timeout, this, &SignInPanel::look);
    m_timer.start();
    retranslate();
}

SecretField* SignInPanel::addSecret(QFormLayout& form, QLabel*& label, bool isKey, const char* name)
{
    auto* field = new SecretField(isKey ? SecretField::Kind::Key : SecretField::Kind::Phrase);
    field->setObjectName(QString::fromLatin1(name));
    label = plainLabel({}, TextRole::Label);
    label->setBuddy(field);
    form.addRow(label, field);
    connect(field, &SecretField::typed, this, &SignInPanel::onTyped);
    connect(field, &QLineEdit::returnPressed, this, [this, field] { onReturn(*field); });
    return field;
}

void SignInPanel::addFields(QFormLayout& form)
{
    m_phrase = addSecret(form, m_phraseName, false, "vaultPassphrase");
    m_recover = new QCheckBox;
    form.addRow(QString(), m_recover);
    connect(m_recover, &QCheckBox::toggled, this, [this] {
        m_phrase->wipe();
        m_told.clear();
        retranslate();
    });
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("personName"));
    m_name->setMaxLength(mostNameLetters);
    m_name->setInputMethodHints(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_nameName = plainLabel({}, TextRole::Label);
    m_nameName->setBuddy(m_name);
    form.addRow(m_nameName, m_name);
    connect(m_name, &QLineEdit::textEdited, this, &SignInPanel::onTyped);
    connect(m_name, &QLineEdit::returnPressed, this, [this] { onReturn(*m_name); });
    m_password = addSecret(form, m_passwordName, false, "personPassword");
    m_code = addSecret(form, m_codeName, true, "personCode");
    connect(m_code, &SecretField::typed, this, [this] {
        if (isWholeCode(m_code->exposed()) && missing(m_seat.view()).isEmpty()) {
            submit();
        }
    });
}

void SignInPanel::retranslate()
{
    const bool isLetters = m_recover->isChecked();
    m_phraseName->setText(isLetters ? tr("Recovery key of the vault") : tr("Passphrase of the vault"));
    m_recover->setText(tr("Use the vault's recovery key"));
    m_nameName->setText(tr("Name"));
    m_passwordName->setText(tr("Password"));
    m_codeName->setText(tr("Code"));
    m_phrase->setAccessibleName(m_phraseName->text());
    m_recover->setAccessibleName(m_recover->text());
    m_name->setAccessibleName(m_nameName->text());
    m_password->setAccessibleName(m_passwordName->text());
    m_code->setAccessibleName(m_codeName->text());
    const QString code = tr("Six digits of the authenticator, or a recovery code. Without an authenticator leave it "
                            "empty.");
    m_code->setAccessibleDescription(code);
    m_code->setToolTip(code);
    m_code->setPlaceholderText(tr("six digits, or empty without an authenticator"));
    refresh();
}

bool SignInPanel::isUnlock(const views::SeatView& seat) const noexcept
{
    return seat.state == views::SeatState::Locked;
}

std::string SignInPanel::typedName() const
{
    return m_name->text().trimmed().toLower().toStdString();
}

void SignInPanel::wipe()
{
    for (SecretField* field : {m_phrase, m_password, m_code}) {
        field->wipe();
    }
    m_told.clear();
    refresh();
}

void SignInPanel::focusFirst()
{
    refresh();
    const auto isEmpty
        = [](const SecretField* field) { return field->isVisibleTo(field->parentWidget()) && field->isBlank(); };
    QWidget* const first = isEmpty(m_phrase)               ? static_cast<QWidget*>(m_phrase)
        : m_name->isVisibleTo(this) && typedName().empty() ? static_cast<QWidget*>(m_name)
                                                           : static_cast<QWidget*>(m_password);
    first->setFocus(Qt::OtherFocusReason);
}

QString SignInPanel::told() const
{
    return m_state->text();
}

void SignInPanel::onTyped()
{
    m_told.clear();
    refresh();
}

/// On to what is empty; where only the code is, it may stay so.
void SignInPanel::onReturn(QWidget& field)
{
    const bool isCodeNext = &field == m_password && m_code->isVisibleTo(this) && m_code->isBlank();
    if (missing(m_seat.view()).isEmpty() && !isCodeNext) {
        submit();
        return;
    }
    bool isBehind = false;
    for (QWidget* const next : std::initializer_list<QWidget*>{m_phrase, m_name, m_password, m_code}) {
        if (isBehind && next->isVisibleTo(this)) {
            next->setFocus(Qt::TabFocusReason);
            return;
        }
        isBehind = isBehind || next == &field;
    }
}

QString SignInPanel::waitWords(const views::SeatView& seat) const
{
    const bool isSame = isUnlock(seat) || m_tried == typedName();
    if (seat.mayTryAt && isSame && *seat.mayTryAt > m_engine.now()) {
        return tr("The next try counts in %1.").arg(leftWords(*seat.mayTryAt - m_engine.now()));
    }
    const auto* const link = m_engine.terminal().vault();
    const auto vault = link == nullptr ? nullptr : link->view();
    // The recovery key waits for nothing: nobody finds it by guessing.
    if (seat.needsVault && !m_recover->isChecked() && vault != nullptr && vault->mayGuessAt
        && *vault->mayGuessAt > m_engine.now()) {
        return tr("The next passphrase counts in %1.").arg(leftWords(*vault->mayGuessAt - m_engine.now()));
    }
    return {};
}

QString SignInPanel::missing(const views::SeatView& seat) const
{
    if (m_vaultNumber != 0) {
        return tr("The vault is being opened: this takes a second…");
    }
    if (m_number != 0) {
        return tr("Looking…");
    }
    if (seat.needsVault && m_phrase->isBlank()) {
        return tr("%1 is missing.").arg(m_phrase->accessibleName());
    }
    if (!isUnlock(seat) && typedName().empty()) {
        return tr("The name is missing.");
    }
    if (m_password->isBlank()) {
        return tr("The password is missing.");
    }
    return waitWords(seat);
}

void SignInPanel::submit()
{
    const auto seat = m_seat.view();
    if (!missing(seat).isEmpty()) {
        return;
    }
    m_told.clear();
    if (!seat.needsVault) {
        askSeat();
        return;
    }
    auto* const vault = m_engine.terminal().vault();
    m_vaultNumber = vault == nullptr ? 0 : vault->wish(runtime::UnlockVault{m_phrase->take(), m_recover->isChecked()});
    if (m_vaultNumber == 0) {
        m_told = failureWords({"vault_busy", {}, {}}, false);
    }
    refresh();
}

void SignInPanel::askSeat()
{
    const auto seat = m_seat.view();
    m_wasUnlock = isUnlock(seat);
    if (m_wasUnlock) {
        runtime::UnlockSeat wish;
        wish.password = m_password->take();
        wish.second = m_code->take();
        m_tried = seat.person;
        m_number = m_seat.wish(std::move(wish));
    } else {
        runtime::SignIn wish;
        wish.person = typedName();
        wish.password = m_password->take();
        wish.second = m_code->take();
        m_tried = wish.person;
        m_number = m_seat.wish(std::move(wish));
    }
    if (m_number == 0) {
        m_told = tr("Too much is asked at once. Try again in a moment.");
    }
    refresh();
}

void SignInPanel::look()
{
    if (!isVisible()) {
        return;
    }
    if (m_vaultNumber != 0) {
        lookAtVault();
    }
    if (m_number != 0) {
        lookAtSeat(m_seat.view());
    }
    refresh();
}

void SignInPanel::lookAtVault()
{
    auto* const link = m_engine.terminal().vault();
    const auto vault = link == nullptr ? nullptr : link->view();
    if (vault == nullptr || vault->settled < m_vaultNumber) {
        return;
    }
    m_vaultNumber = 0;
    if (vault->state != views::VaultState::Open) {
        const auto why = vault->failure.value_or(views::VaultFailure{"vault_locked", {}, {}});
        m_told = failureWords({why.code, why.message, why.hint}, false);
        m_phrase->setFocus();
        return;
    }
    if (m_seat.view().state == views::SeatState::NoAccounts) { // there are none in it after all
        wipe();
        emit cameIn();
        return;
    }
    askSeat();
}

void SignInPanel::lookAtSeat(const views::SeatView& seat)
{
    if (seat.settled < m_number) {
        return;
    }
    m_number = 0;
    if (seat.failure) {
        m_told = failureWords(*seat.failure, m_wasUnlock);
        m_password->setFocus();
        return;
    }
    wipe();
    emit cameIn();
}

void SignInPanel::showRows(const views::SeatView& seat)
{
    const bool isUnlocking = isUnlock(seat);
    const auto show = [](QWidget& label, QWidget& field, bool isShown) {
        label.setVisible(isShown);
        field.setVisible(isShown);
    };
    const bool asksVault = seat.needsVault && m_vaultNumber == 0;
    show(*m_phraseName, *m_phrase, asksVault);
    m_recover->setVisible(asksVault);
    show(*m_nameName, *m_name, !isUnlocking);
    show(*m_codeName, *m_code, !isUnlocking || seat.hasSecondFactor);
}

void SignInPanel::refresh()
{
    const auto seat = m_seat.view();
    showRows(seat);
    const QString why = missing(seat);
    const QString wait = m_number == 0 && m_vaultNumber == 0 ? waitWords(seat) : QString();
    m_act->setText(isUnlock(seat) ? tr("Unlock") : tr("Sign in"));
    m_act->setAccessibleName(m_act->text());
    m_act->setEnabled(why.isEmpty());
    m_act->setAccessibleDescription(why);
    const bool isBad = !m_told.isEmpty();
    const QString text = isBad && !wait.isEmpty() ? m_told + u' ' + wait : isBad ? m_told : why;
    showText(*m_state, text, isBad ? TextRole::Danger : TextRole::Label);
    m_state->setVisible(!text.isEmpty());
}

} // namespace omni::ui::sign_in
