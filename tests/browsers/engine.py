"""A page in a browser's engine, as the tests of Firefox and WebKit see it; firefox.py and webkit.py drive the two."""

import json
import time

PATIENCE = 300  # seconds; what has not come by then, on however busy a machine, is a fault


class Engine:
    """One page. An engine knows how to

    open(address, width, height)  anew, also where the address differs from the open page's only after its #
    run(function, argument)       JavaScript, from text to text
    act(*sources)                 WebDriver's actions
    resize(width, height)
    faults()                      what went wrong since it was last asked, in words
    close()
    """

    def watch(self, text):
        """The text of a page as the engine needs it to tell its faults."""
        return text

    def watched(self, folder, copy):
        """The folder whose pages the engine opens in place of these: a copy, where it needs one to see their faults."""
        return folder

    def evaluate(self, text, argument=None):
        """The value of an expression, or what a function gives for the argument, promised or not."""
        call = f"const it = ({text}); const said = typeof it === 'function' ? await it(JSON.parse(given)) : await it;"
        return json.loads(
            self.run(f"async (given) => {{ {call} return JSON.stringify(said ?? null); }}", json.dumps(argument))
        )

    def wait(self, text, argument=None):
        """Waits until an expression, or a function of the argument, is true."""
        end = time.monotonic() + PATIENCE
        while not self.evaluate(text, argument):
            assert time.monotonic() < end, f"in vain waited for {text} of {argument}"
            time.sleep(0.02)
