#include "ui/dialogs/people/enrol_dialog.h"

#include "core/edge/security/totp/base32.h"
#include "core/edge/security/totp/enrolment.h"
#include "ui/dialogs/people/codes_box.h"
#include "ui/dialogs/people/qr_view.h"
#include "ui/dialogs/people/secret_lines.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_field.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::people {

namespace {

constexpr int lookMs = 100;
constexpr std::size_t groupLetters = 4;
constexpr std::ptrdiff_t codeDigits = 6;
constexpr int codeWidth = 140;

std::optional<totp::QrGrid> gridOf(const platform::SecretBytes& seed, const QString& person)
{
    const QByteArray name = person.toUtf8();
    const auto address = totp::otpauthAddress(
        seed.exposed(), "OmniTrade AI", std::string_view(name.constData(), static_cast<std::size_t>(name.size())));
    auto grid = address ? totp::qrGridOf(address->exposed()) : tl::unexpected(address.error());
    return grid ? std::optional(std::move(*grid)) : std::nullopt;
}

} // namespace

platform::SecretBytes groupedKey(const platform::SecretBytes& seed)
{
    const auto letters = totp::base32Of(seed.exposed());
    if (!letters || letters->isEmpty()) {
        return {};
    }
    auto grouped = platform::SecretBytes::zeros(letters->size() + (letters->size() - 1) / groupLetters);
    if (!grouped) {
        return {};
    }
    const auto from = letters->exposed();
    const auto to = grouped->exposedForWriting();
    for (std::size_t i = 0, at = 0; i < from.size(); ++i) {
        if (i > 0 && i % groupLetters == 0) {
            to[at++] = std::byte{' '};
        }
        to[at++] = from[i];
    }
    return std::move(*grouped);
}

EnrolDialog::EnrolDialog(const Theme& theme, EnrolSource& source, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_source(source)
    , m_pages(new QStackedWidget)
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_act(new QPushButton(tr("Confirm")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(tr("Set up the authenticator"));
    setAccessibleName(windowTitle());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    column->setSpacing(theme.px(12));
    m_pages->addWidget(makeKeyPage());
    column->addWidget(new ScrolledBody(m_pages), 1);
    auto* buttons = new QHBoxLayout;
    m_act->setObjectName(QStringLiteral("enrolAct"));
    for (QPushButton* button : {m_cancel, m_act}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
    }
    setButtonKind(*m_cancel, ButtonKind::Normal, true);
    setButtonKind(*m_act, ButtonKind::Primary, true);
    m_act->setDefault(true);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_act);
    column->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &EnrolDialog::reject);
    connect(m_act, &QPushButton::clicked, this, [this] { m_codes == nullptr ? submit() : accept(); });
    m_timer.setInterval(lookMs);
    connect(&m_timer, &QTimer::timeout, this, &EnrolDialog::look);
    m_timer.start();
    refresh();
    new DialogBounds(*this, theme, {}, {560, 0});
    m_code->setFocus();
}

QWidget* EnrolDialog::makeKeyPage()
{
    const auto seed = m_source.takeSeed();
    auto* page = new QWidget;
    auto* lines = new QVBoxLayout(page);
    lines->setContentsMargins({});
    lines->setSpacing(m_theme.px(12));
    const auto addSentence = [&](const QString& text, TextRole role) {
        auto* label = plainLabel(text, role);
        label->setWordWrap(true);
        lines->addWidget(label);
        return label;
    };
    auto* sentence = addSentence(tr("Show this to an authenticator on your phone: any that makes codes of six digits. "
                                    "It is shown this once."),
                                 TextRole::Value);
    setAccessibleDescription(sentence->text());
    lines->addWidget(new QrView(m_theme, gridOf(seed, m_source.person())), 0, Qt::AlignHCenter);
    addSentence(tr("Or type this key there, with codes that go by the time:"), TextRole::Label);
    std::vector<platform::SecretBytes> key;
    key.push_back(groupedKey(seed));
    auto* text = new SecretLines(m_theme, std::move(key), 1, false);
    text->setObjectName(QStringLiteral("enrolKey"));
    text->setAccessibleName(tr("Key for the authenticator"));
    lines->addWidget(text);
    auto* line = new QHBoxLayout;
    line->setSpacing(m_theme.px(12));
    auto* name = plainLabel(tr("Code that it shows now"), TextRole::Label);
    m_code = new SecretField(SecretField::Kind::Key);
    m_code->setObjectName(QStringLiteral("enrolCode"));
    m_code->setAccessibleName(name->text());
    m_code->setMinimumWidth(m_theme.px(codeWidth));
    name->setBuddy(m_code);
    line->addWidget(name);
    line->addWidget(m_code);
    line->addStretch(1);
    lines->addLayout(line);
    m_state = addSentence({}, TextRole::Label);
    m_state->setObjectName(QStringLiteral("enrolTold"));
    lines->addStretch(1);
    connect(m_code, &SecretField::typed, this, &EnrolDialog::typed);
    connect(m_code, &QLineEdit::returnPressed, this, &EnrolDialog::submit);
    return page;
}

/// Six digits go off by themselves, typed or pasted, with blanks or without.
void EnrolDialog::typed()
{
    m_told.clear();
    const auto all = m_code->exposed();
    const auto isDigit = [](std::byte each) { return each >= std::byte{'0'} && each <= std::byte{'9'}; };
    if (std::count_if(all.begin(), all.end(), isDigit) == codeDigits) {
        submit();
    } else {
        refresh();
    }
}

void EnrolDialog::submit()
{
    if (m_isAsking || m_isOver || m_codes != nullptr || m_code->isBlank()) {
        return;
    }
    m_isAsking = true;
    m_told.clear();
    m_source.confirm(m_code->take());
    refresh();
}

void EnrolDialog::look()
{
    if (!m_isAsking) {
        return;
    }
    auto answer = m_source.takeAnswer();
    switch (answer.state) {
    case EnrolAnswer::State::Waits:
        return;
    case EnrolAnswer::State::Refused:
        m_isAsking = false;
        m_isOver = answer.isOver;
        m_told = answer.why;
        refresh();
        m_code->setFocus();
        return;
    case EnrolAnswer::State::Done:
        m_isAsking = false;
        showCodes(std::move(answer.codes));
        return;
    }
}

void EnrolDialog::showCodes(std::vector<platform::SecretBytes> codes)
{
    auto* page = new QWidget;
    auto* lines = new QVBoxLayout(page);
    lines->setContentsMargins({});
    lines->setSpacing(m_theme.px(12));
    auto* sentence
        = plainLabel(tr("The authenticator is set up. These recovery codes let you in, each once, when it is "
                        "lost. They are shown this once: keep them where the phone is not."),
                     TextRole::Value);
    sentence->setWordWrap(true);
    lines->addWidget(sentence);
    m_codes = new CodesBox(m_theme, m_source.person(), std::move(codes));
    lines->addWidget(m_codes);
    lines->addStretch(1);
    // The page with the key goes, and the key with it.
    auto* before = m_pages->currentWidget();
    m_code = nullptr;
    m_state = nullptr;
    m_pages->addWidget(page);
    m_pages->setCurrentWidget(page);
    m_pages->removeWidget(before);
    before->deleteLater();
    setWindowTitle(tr("Recovery codes"));
    setAccessibleName(windowTitle());
    setAccessibleDescription(sentence->text());
    m_act->setText(tr("Done"));
    m_act->setAccessibleName(m_act->text());
    m_cancel->hide();
    connect(m_codes, &CodesBox::proven, this, [this] {
        refresh();
        m_act->setFocus();
    });
    refresh();
}

void EnrolDialog::refresh()
{
    if (m_codes != nullptr) {
        m_act->setEnabled(m_codes->isProven());
        m_act->setAccessibleDescription(m_codes->isProven() ? QString() : tr("One of the codes is asked for first."));
        return;
    }
    const bool isBad = !m_told.isEmpty();
    const QString told = isBad ? m_told
        : m_isAsking           ? tr("At work…")
                               : tr("Six digits. They change every 30 s; a code counts once.");
    showText(*m_state, told, isBad ? TextRole::Danger : TextRole::Label);
    m_state->setAccessibleName(told);
    m_code->setEnabled(!m_isAsking && !m_isOver);
    m_act->setEnabled(!m_isAsking && !m_isOver && !m_code->isBlank());
    m_act->setAccessibleDescription(told);
    m_cancel->setEnabled(!m_isAsking);
}

void EnrolDialog::reject()
{
    if (!m_isAsking && (m_codes == nullptr || m_codes->isProven())) {
        QDialog::reject();
    }
}

} // namespace omni::ui::people
