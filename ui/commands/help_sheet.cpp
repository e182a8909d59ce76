#include "ui/commands/help_sheet.h"

#include "ui/commands/fuzzy.h"
#include "ui/commands/registry.h"
#include "ui/widgets/dialog_bounds.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace omni::ui {

QString helpSheetHtml(const CommandRegistry& commands)
{
    QString html;
    QString group;
    bool isOpen = false;
    for (const QAction* action : commands.all()) {
        const CommandSpec* spec = commands.spec(action->objectName());
        if (!isOpen || spec->group() != group) {
            group = spec->group();
            html += (isOpen ? u"</table>"_qs : QString()) + u"<h3>"_qs + group.toHtmlEscaped()
                + u"</h3><table width=\"100%\" cellpadding=\"2\">"_qs;
            isOpen = true;
        }
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        html += u"<tr><td width=\"70%\">"_qs + plainText(spec->text()).toHtmlEscaped() + u"</td><td>"_qs
            + keys.toHtmlEscaped() + u"</td></tr>"_qs;
    }
    return isOpen ? html + u"</table>"_qs : html;
}

HelpSheet::HelpSheet(const CommandRegistry& commands, const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_text(new QTextBrowser(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Commands and keys"));
    setAccessibleName(windowTitle());
    m_text->setHtml(helpSheetHtml(commands));
    m_text->setAccessibleName(windowTitle());
    auto* buttons = new QDialogButtonBox(this);
    auto* print = buttons->addButton(tr("Print…"), QDialogButtonBox::ActionRole);
    print->setAccessibleName(tr("Print this list"));
    auto* close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setAccessibleName(tr("Close"));
    close->setDefault(true);
    connect(print, &QPushButton::clicked, this, &HelpSheet::print);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_text);
    column->addWidget(buttons);
    new DialogBounds(*this, theme, {560, 640});
}

void HelpSheet::print()
{
    auto* dialog = new QPrintDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, qOverload<QPrinter*>(&QPrintDialog::accepted), this,
            [this](QPrinter* printer) { m_text->print(printer); });
    dialog->open();
}

} // namespace omni::ui
