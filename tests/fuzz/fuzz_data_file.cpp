// needs: edge/feeds
//
// Any bytes as a data file, plain or gzip: rows, or faults with a line and a sentence.

#include "tests/fuzz/fuzz.h"

#include "core/edge/feeds/files/row_reader.h"

#include <string>

#include <sys/mman.h>
#include <unistd.h>

using namespace omni;

int fuzz::run(std::span<const std::byte> input)
{
    static const int descriptor = memfd_create("rows.csv", 0);
    static const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
    fuzz::require(descriptor >= 0 && ftruncate(descriptor, 0) == 0, "no file in memory");
    fuzz::require(pwrite(descriptor, input.data(), input.size(), 0) == static_cast<ssize_t>(input.size()),
                  "not written");
    auto reader = feeds::RowReader::open(path);
    if (!reader) {
        fuzz::require(!reader.error().text().empty(), "refused without a word");
        return 0;
    }
    for (std::uint64_t rows = 0;;) {
        const auto step = reader->next();
        if (step == feeds::Step::Next) {
            fuzz::require(reader->rows() == ++rows, "rows are counted wrongly");
        } else if (step == feeds::Step::Fault) {
            fuzz::require(!reader->fault().text().empty(), "a fault without a word");
        } else {
            return 0;
        }
    }
}
