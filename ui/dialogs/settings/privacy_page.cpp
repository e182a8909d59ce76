#include "ui/dialogs/settings/privacy_page.h"

#include "ui/bridge/engine_link.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/outside_text.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>

namespace omni::ui::settings {

PrivacyPage::PrivacyPage(const PageContext& context)
    : Page(QStringLiteral("privacy"), tr("Privacy"),
           tr("All that this program keeps stays in your profile on this machine. It sends no usage figures, no crash "
              "reports and no questions about updates to anybody."),
           context)
{
    auto* screen = addForm(tr("On the screen"));
    addSwitch(screen, tr("Streamer mode: hide amounts, sizes and names"), &UserChoices::hidesAmounts)
        ->setAccessibleDescription(tr("What you type in a field is seen while you type it. Ctrl+Alt+M switches it."));

    auto* kept = addForm(tr("What is kept of you"));
    addLine(kept, tr("Your name"),
            tr("That of your user at this machine, in the file person-1; the record says "
               "person-1 alone."));
    addLine(kept, tr("Your notes"), tr("In the record, under a key that is yours: erased with it, in every copy."));
    addLine(kept, tr("The window"), tr("Layouts, workspaces and these settings, in the folder layouts."));
    addLine(kept, tr("Logs"), tr("Five files of 8 MiB at most, without keys and passwords."));
    addLine(kept, tr("Orders, fills, decisions"),
            tr("For as long as the profile is there: they prove what was traded, and the law may want them. They name "
               "person-1 and the account as you have called it."));
    addLine(kept, tr("To have or to erase"),
            tr("omnitrade privacy export --out FOLDER, and omnitrade privacy erase once this program has ended."));

    auto* spoken = addForm(tr("Whom it speaks to"));
    addLine(spoken, tr("Brokers"), hosts())->setObjectName(QStringLiteral("hosts"));
    addLine(spoken, tr("Anybody else"),
            tr("Nobody, but a key service that you let open the vault. No host that neither you nor this page names."));
    column()->addStretch();
}

QLabel* PrivacyPage::addLine(QFormLayout* form, const QString& name, const QString& words)
{
    auto* label = new QLabel(words);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    setTextRole(*label, TextRole::Label);
    form->addRow(name, label);
    return label;
}

QString PrivacyPage::hosts() const
{
    QStringList lines;
    if (const auto offers = m_context.engine.terminal().brokers()) {
        for (const views::BrokerOffer& offer : *offers) {
            if (!offer.isInHouse && !offer.host.empty()) {
                lines << tr("%1: %2", "broker, host").arg(outsideText(offer.title, 40), outsideText(offer.host, 80));
            }
        }
    }
    lines.removeDuplicates();
    return lines.isEmpty() ? tr("none is known yet") : lines.join(QLatin1Char('\n'));
}

} // namespace omni::ui::settings
