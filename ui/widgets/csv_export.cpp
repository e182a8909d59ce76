#include "ui/widgets/csv_export.h"

#include "ui/widgets/pane_table.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

namespace omni::ui {

namespace {

/// What went wrong; empty: nothing.
QString written(const QString& path, const QString& text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 || !file.commit()) {
        return file.errorString();
    }
    return {};
}

void tellFault(QWidget* over, const QString& path, const QString& fault)
{
    auto* box = new QMessageBox(over);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Warning);
    box->setTextFormat(Qt::PlainText);
    box->setText(QCoreApplication::translate("csv_export", "The table was not saved."));
    box->setInformativeText(QCoreApplication::translate("csv_export", "%1 cannot be written: %2").arg(path, fault));
    box->open();
}

void write(const QPointer<PaneTable>& table, const QString& path, const QString& text)
{
    QThreadPool::globalInstance()->start([table, path, text] {
        const QString fault = written(path, text);
        if (fault.isEmpty()) {
            return;
        }
        QMetaObject::invokeMethod(
            qApp,
            [table, path, fault] {
                if (table) {
                    tellFault(table, path, fault);
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace

void askForCsvFile(PaneTable& table, const QString& name)
{
    auto* ask = new QFileDialog(&table, QCoreApplication::translate("csv_export", "Export CSV"));
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setAcceptMode(QFileDialog::AcceptSave);
    ask->setDefaultSuffix(QStringLiteral("csv"));
    ask->setNameFilter(QCoreApplication::translate("csv_export", "Tables (*.csv)"));
    ask->selectFile(name + QStringLiteral(".csv"));
    QObject::connect(ask, &QFileDialog::fileSelected, &table, [&table](const QString& path) {
        table.exportCsv([held = QPointer<PaneTable>(&table), path](const QString& text) { write(held, path, text); });
    });
    ask->open();
}

} // namespace omni::ui
