// Asks where a table is to go and writes it there, beside the thread of the window.

#pragma once

#include <QString>

class QWidget;

namespace omni::ui {

class PaneTable;

/// Opens the question; `name` is the file's name until the user says otherwise. What cannot be written is said in a
/// message of its own.
void askForCsvFile(PaneTable& table, const QString& name);

} // namespace omni::ui
