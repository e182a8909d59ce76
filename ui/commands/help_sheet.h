// The sheet of all commands and their keys, by group: what F1 shows and what can be printed.

#pragma once

#include <QDialog>
#include <QString>

class QTextBrowser;

namespace omni::ui {

class CommandRegistry;
class Theme;

/// As HTML without colours, so that it prints on paper as on any theme. Texts are escaped.
[[nodiscard]] QString helpSheetHtml(const CommandRegistry& commands);

/// Shown with open().
class HelpSheet final : public QDialog
{
    Q_OBJECT

public:
    HelpSheet(const CommandRegistry& commands, const Theme& theme, QWidget* parent);

private:
    void print();

    QTextBrowser* m_text;
};

} // namespace omni::ui
