#include "ui/dialogs/people/codes_box.h"

#include "ui/dialogs/people/clipboard_loan.h"
#include "ui/dialogs/people/owner_file.h"
#include "ui/dialogs/people/secret_lines.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/secret_field.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>
#include <QRandomGenerator>
#include <QVBoxLayout>

#include <utility>

namespace omni::ui::people {

namespace {

constexpr int codeColumns = 2;
constexpr std::size_t codeLetters = 16;

bool isLetter(std::byte each) noexcept
{
    const auto c = std::to_integer<char>(each);
    return c != '-' && c != ' ' && c != '\t' && c != '\r' && c != '\n';
}

std::byte capital(std::byte each) noexcept
{
    const auto c = std::to_integer<char>(each);
    return c >= 'a' && c <= 'z' ? static_cast<std::byte>(c - 'a' + 'A') : each;
}

std::size_t lettersIn(std::span<const std::byte> typed) noexcept
{
    std::size_t count = 0;
    for (const std::byte each : typed) {
        count += isLetter(each) ? std::size_t{1} : std::size_t{0};
    }
    return count;
}

} // namespace

bool isSameCode(std::span<const std::byte> typed, std::span<const std::byte> code) noexcept
{
    std::size_t at = 0;
    bool isSame = lettersIn(code) > 0;
    for (const std::byte each : typed) {
        if (!isLetter(each)) {
            continue;
        }
        while (at < code.size() && !isLetter(code[at])) {
            ++at;
        }
        isSame = isSame && at < code.size() && capital(each) == capital(code[at]);
        ++at;
    }
    return isSame && lettersIn(typed) == lettersIn(code);
}

CodesBox::CodesBox(const Theme& theme, QString person, std::vector<platform::SecretBytes> codes, QWidget* parent)
    : QWidget(parent)
    , m_person(std::move(person))
    , m_lines(new SecretLines(theme, std::move(codes), codeColumns, true))
    , m_copy(new QPushButton(tr("Copy")))
    , m_save(new QPushButton(tr("Save to a file…")))
    , m_turn(new QPushButton)
    , m_question(plainLabel({}, TextRole::Value))
    , m_again(new SecretField(SecretField::Kind::Key))
    , m_state(plainLabel({}, TextRole::Label))
{
    m_asked = 1
        + static_cast<int>(
                  QRandomGenerator::global()->bounded(std::max(1U, static_cast<quint32>(m_lines->lines().size()))));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme.px(10));
    m_lines->setObjectName(QStringLiteral("recoveryCodes"));
    m_lines->setAccessibleName(tr("Recovery codes"));
    column->addWidget(m_lines);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    m_copy->setObjectName(QStringLiteral("codesCopy"));
    m_copy->setToolTip(tr("They leave the clipboard again after 20 s."));
    m_save->setObjectName(QStringLiteral("codesSave"));
    m_turn->setObjectName(QStringLiteral("codesTurn"));
    for (QPushButton* button : {m_copy, m_save, m_turn}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text());
    }
    buttons->addWidget(m_copy);
    buttons->addWidget(m_save);
    buttons->addStretch(1);
    buttons->addWidget(m_turn);
    column->addLayout(buttons);
    m_question->setWordWrap(true);
    column->addWidget(m_question);
    m_again->setObjectName(QStringLiteral("codeAgain"));
    m_question->setBuddy(m_again);
    column->addWidget(m_again);
    m_state->setObjectName(QStringLiteral("codesTold"));
    m_state->setWordWrap(true);
    column->addWidget(m_state);
    connect(m_copy, &QPushButton::clicked, this, &CodesBox::copy);
    connect(m_save, &QPushButton::clicked, this, &CodesBox::askWhere);
    connect(m_turn, &QPushButton::clicked, this, [this] { cover(!m_isCovered); });
    connect(m_again, &SecretField::typed, this, &CodesBox::look);
    cover(false);
}

CodesBox::~CodesBox() = default;

void CodesBox::copy()
{
    QString all;
    for (const auto& line : m_lines->lines()) {
        const auto bytes = line.exposed();
        all += QString::fromLatin1(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()))
            + QLatin1Char('\n');
    }
    lendToClipboard(std::move(all));
    showText(*m_state, tr("Copied. They leave the clipboard again after 20 s."), TextRole::Label);
}

void CodesBox::askWhere()
{
    auto* where = new QFileDialog(this, tr("Save the recovery codes"),
                                  QDir::home().filePath(QStringLiteral("omnitrade-recovery-codes.txt")));
    where->setAttribute(Qt::WA_DeleteOnClose);
    where->setAcceptMode(QFileDialog::AcceptSave);
    connect(where, &QFileDialog::fileSelected, this, &CodesBox::saveTo);
    where->open();
}

void CodesBox::saveTo(const QString& path)
{
    const QString fault = writeForOwner(
        path, tr("Recovery codes of %1 in OmniTrade AI, each good once").arg(m_person) + QStringLiteral("\n\n"),
        m_lines->lines());
    showText(*m_state,
             fault.isEmpty() ? tr("Saved; nobody but your user can read the file. Keep it where this computer is not.")
                             : tr("Not saved: %1", "words of the system").arg(outsideText(fault, 160)),
             fault.isEmpty() ? TextRole::Label : TextRole::Danger);
}

void CodesBox::cover(bool isCovered)
{
    m_isCovered = isCovered;
    m_lines->setCovered(isCovered);
    m_copy->setEnabled(!isCovered);
    m_save->setEnabled(!isCovered);
    m_turn->setText(isCovered ? tr("Show them again") : tr("I have kept them"));
    m_turn->setAccessibleName(m_turn->text());
    showText(*m_question,
             isCovered ? tr("Enter number %1 again, to be sure that they were kept.").arg(m_asked)
                       : tr("Write them on paper or save them, then go on: one of them is asked for."));
    m_again->setAccessibleName(isCovered ? tr("Recovery code number %1").arg(m_asked) : tr("Recovery codes"));
    m_again->wipe();
    m_again->setEnabled(isCovered);
    showText(*m_state, QString(), TextRole::Label);
    if (isCovered) {
        m_again->setFocus();
    }
}

void CodesBox::look()
{
    const auto at = static_cast<std::size_t>(m_asked - 1);
    if (m_isProven || at >= m_lines->lines().size()) {
        return;
    }
    const auto typed = m_again->exposed();
    if (isSameCode(typed, m_lines->lines()[at].exposed())) {
        m_isProven = true;
        m_again->wipe();
        m_again->setEnabled(false);
        m_turn->setEnabled(false);
        showText(*m_state, tr("That is it. They are kept."), TextRole::Ok);
        emit proven();
        return;
    }
    const std::size_t letters = lettersIn(typed);
    showText(*m_state,
             letters < codeLetters ? tr("%1 of 16 letters").arg(letters)
                                   : tr("That is not number %1. Look at it again.").arg(m_asked),
             letters < codeLetters ? TextRole::Label : TextRole::Danger);
}

} // namespace omni::ui::people
